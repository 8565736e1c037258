"""What every payment provider must do, whoever it is: its own test module calls ``PROMISES`` with a stage of its own.

A stage lets the world act at that provider: buyers pay, pages expire, somebody works in the dashboard. What those at
which merchants have accounts promise beyond that stands in ``contract_of_accounts``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest

from billing.payments.models import Attempt, AttemptState, Charge, Refund
from billing.providers.base import BadEvent, Provider, ProviderRefused, RefundResult
from tests.billing.make import make_row
from tests.make import NOON


class Stage(Protocol):
    """The provider, and the hands of everybody outside."""

    provider: Provider

    def pay(self, attempt: Attempt) -> None: ...
    def expire(self, attempt: Attempt) -> None: ...
    def refund_in_dashboard(self, attempt: Attempt, amount_cents: int) -> None: ...
    def dispute(self, attempt: Attempt) -> None: ...
    def event(self, attempt: Attempt) -> tuple[dict[str, str], bytes]: ...


Promise = Callable[[Stage], None]
PROMISES: list[Promise] = []


def promise(check: Promise) -> Promise:
    PROMISES.append(check)
    return check


def charged(stage: Stage, attempt: Attempt) -> Charge:
    """Our row of the attempt's first charge."""
    found = stage.provider.fetch(attempt).charges[0]
    return Charge.objects.create(
        attempt=attempt, provider_ref=found.ref, amount_cents=found.amount_cents, received_at=NOON, taken=True
    )


def asked_back(charge: Charge, *, amount_cents: int, subject_id: int = 1) -> Refund:
    return Refund.objects.create(
        charge=charge, subject_id=subject_id, amount_cents=amount_cents, reason="", requested_by="", requested_at=NOON
    )


@promise
def starting_twice_starts_once(stage: Stage) -> None:
    attempt = make_row()

    assert stage.provider.start(attempt) == stage.provider.start(attempt)


@promise
def two_attempts_have_a_page_each(stage: Stage) -> None:
    first, second = stage.provider.start(make_row(order_id=1)), stage.provider.start(make_row(order_id=2))

    assert (first.ref == second.ref, first.url == second.url) == (False, False)


@promise
def a_started_attempt_is_open_and_empty(stage: Stage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)

    reported = stage.provider.fetch(attempt)

    assert (reported.state, reported.charges, reported.refunds, reported.disputes) == (AttemptState.OPEN, (), (), ())


@promise
def what_was_never_started_is_refused(stage: Stage) -> None:
    with pytest.raises(ProviderRefused):
        stage.provider.fetch(make_row())


@promise
def a_payment_is_one_charge_of_the_amount_asked_for(stage: Stage) -> None:
    attempt = make_row(amount_cents=4250)
    stage.provider.start(attempt)
    stage.pay(attempt)

    reported = stage.provider.fetch(attempt)

    assert reported.state == AttemptState.SUCCEEDED
    assert [charge.amount_cents for charge in reported.charges] == [4250]
    assert stage.provider.fetch(attempt) == reported


@promise
def an_expired_page_is_expired(stage: Stage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.expire(attempt)

    assert stage.provider.fetch(attempt).state == AttemptState.EXPIRED


@promise
def a_cancelled_attempt_is_over_and_can_be_cancelled_again(stage: Stage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.provider.cancel(attempt)
    stage.provider.cancel(attempt)

    assert stage.provider.fetch(attempt).state in (AttemptState.FAILED, AttemptState.EXPIRED)


@promise
def cancelling_takes_nothing_back(stage: Stage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    stage.provider.cancel(attempt)

    assert stage.provider.fetch(attempt).state == AttemptState.SUCCEEDED


@promise
def a_refund_sent_twice_goes_once_and_carries_our_key(stage: Stage) -> None:
    attempt = make_row(amount_cents=5000)
    stage.provider.start(attempt)
    stage.pay(attempt)
    refund = asked_back(charged(stage, attempt), amount_cents=2000)

    refs = [stage.provider.refund(refund), stage.provider.refund(refund)]

    reported = stage.provider.fetch(attempt)
    assert refs[0] == refs[1]
    assert [(found.ref, found.key, found.amount_cents, found.result) for found in reported.refunds] == [
        (refs[0], str(refund.key), 2000, RefundResult.SUCCEEDED)
    ]
    assert reported.state == AttemptState.SUCCEEDED


@promise
def no_more_goes_back_than_came(stage: Stage) -> None:
    attempt = make_row(amount_cents=5000)
    stage.provider.start(attempt)
    stage.pay(attempt)
    charge = charged(stage, attempt)
    stage.provider.refund(asked_back(charge, amount_cents=3000, subject_id=1))

    with pytest.raises(ProviderRefused):
        stage.provider.refund(asked_back(charge, amount_cents=3000, subject_id=2))

    assert [found.amount_cents for found in stage.provider.fetch(attempt).refunds] == [3000]


@promise
def a_refund_in_the_dashboard_is_told_and_is_not_ours(stage: Stage) -> None:
    attempt = make_row(amount_cents=5000)
    stage.provider.start(attempt)
    stage.pay(attempt)
    stage.refund_in_dashboard(attempt, 1500)

    reported = stage.provider.fetch(attempt)

    assert [(found.charge_ref, found.amount_cents) for found in reported.refunds] == [(reported.charges[0].ref, 1500)]
    assert reported.refunds[0].key == "" or reported.refunds[0].key.startswith("dashboard")


@promise
def a_dispute_takes_what_is_left(stage: Stage) -> None:
    attempt = make_row(amount_cents=5000)
    stage.provider.start(attempt)
    stage.pay(attempt)
    stage.refund_in_dashboard(attempt, 1500)
    stage.dispute(attempt)

    reported = stage.provider.fetch(attempt)

    assert [(found.charge_ref, found.amount_cents) for found in reported.disputes] == [(reported.charges[0].ref, 3500)]


@promise
def a_disputed_charge_is_not_refunded_too(stage: Stage) -> None:
    attempt = make_row(amount_cents=5000)
    stage.provider.start(attempt)
    stage.pay(attempt)
    charge = charged(stage, attempt)
    stage.dispute(attempt)

    with pytest.raises(ProviderRefused):
        stage.provider.refund(asked_back(charge, amount_cents=100))


@promise
def an_event_names_the_region_and_the_attempt(stage: Stage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    event = stage.provider.verify_webhook(*stage.event(attempt))

    assert (event.schema, event.attempt_key) == ("r_kiel", attempt.key)


@promise
def a_changed_event_is_refused(stage: Stage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    headers, body = stage.event(attempt)

    for changed in (body.replace(b"r_kiel", b"r_dortmund"), body + b" ", b""):
        with pytest.raises(BadEvent):
            stage.provider.verify_webhook(headers, changed)
    with pytest.raises(BadEvent):
        stage.provider.verify_webhook({}, body)

"""What Stripe knows of an attempt, in our words."""

from __future__ import annotations

import pytest

from billing.payments.models import AttemptState
from billing.providers.base import DisputeState, RefundResult
from tests.billing.contract import asked_back, charged
from tests.billing.make import make_row
from tests.billing.providers.stripe.stage import StripeStage

pytestmark = pytest.mark.django_db


def paths(stage: StripeStage) -> list[str]:
    return [one.path for one in stage.fake.requests[1:]]


def test_a_page_nobody_paid_on_is_one_request_and_a_paid_one_two(stage: StripeStage) -> None:
    attempt = make_row()
    ref = stage.provider.start(attempt).ref
    stage.provider.fetch(attempt)
    assert paths(stage) == [f"/v1/checkout/sessions/{ref}"]
    stage.pay(attempt)
    stage.refund_in_dashboard(attempt, 100)

    stage.provider.fetch(attempt)

    assert paths(stage)[1:] == [f"/v1/checkout/sessions/{ref}", "/v1/charges"]


def test_two_payments_are_two_charges(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.fake.pay(stage.session(attempt), times=2)

    assert [one.amount_cents for one in stage.provider.fetch(attempt).charges] == [5000, 5000]


def test_a_card_that_is_declined_leaves_no_charge_and_the_page_open(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.fake.decline(stage.session(attempt))

    reported = stage.provider.fetch(attempt)

    assert (reported.state, reported.charges) == (AttemptState.OPEN, ())
    stage.pay(attempt)
    assert [one.amount_cents for one in stage.provider.fetch(attempt).charges] == [5000]


@pytest.mark.parametrize(("arrives", "state"), [(True, AttemptState.SUCCEEDED), (False, AttemptState.FAILED)])
def test_money_on_its_way(stage: StripeStage, arrives: bool, state: AttemptState) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    session = stage.session(attempt)
    stage.fake.pay(session, late=True)
    assert (stage.provider.fetch(attempt).state, stage.provider.fetch(attempt).charges) == (AttemptState.PROCESSING, ())

    (stage.fake.arrive if arrives else stage.fake.fall_through)(session)

    assert stage.provider.fetch(attempt).state is state


def test_a_fee_is_told_once_it_is_known(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.fake.fees_late = True
    stage.pay(attempt)
    assert stage.provider.fetch(attempt).charges[0].fee_cents is None

    stage.fake.fees_known()

    assert stage.provider.fetch(attempt).charges[0].fee_cents == 100


def test_another_amount_and_another_currency_are_told_as_they_are(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.fake.pay(stage.session(attempt), cents=4999, currency="chf")

    (charge,) = stage.provider.fetch(attempt).charges

    assert (charge.amount_cents, charge.currency) == (4999, "chf")


def test_all_refunds_are_told_however_many(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    for _ in range(12):
        stage.refund_in_dashboard(attempt, 100)

    refunds = stage.provider.fetch(attempt).refunds

    assert len({one.ref for one in refunds}) == 12


@pytest.mark.parametrize(("arrives", "result"), [(True, RefundResult.SUCCEEDED), (False, RefundResult.FAILED)])
def test_a_refund_is_on_its_way_until_the_bank_decides(stage: StripeStage, arrives: bool, result: RefundResult) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    stage.fake.slow_banks.add(stage.charge(attempt)["id"])
    ref = stage.provider.refund(asked_back(charged(stage, attempt), amount_cents=5000))
    assert stage.provider.fetch(attempt).refunds[0].result is RefundResult.PENDING

    stage.fake.end_refund(stage.fake.accounts[stage.merchant.account_ref].get("refund", ref), succeeded=arrives)

    assert stage.provider.fetch(attempt).refunds[0].result is result


def test_a_bank_that_only_asks_has_taken_nothing(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    stage.fake.dispute(stage.charge(attempt), inquiry=True)

    assert stage.provider.fetch(attempt).disputes == ()


@pytest.mark.parametrize(("won", "state"), [(True, DisputeState.WON), (False, DisputeState.LOST)])
def test_a_dispute_says_what_is_gone_what_it_cost_and_how_it_ended(
    stage: StripeStage, won: bool, state: DisputeState
) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    dispute = stage.fake.dispute(stage.charge(attempt))
    assert dispute is not None
    (before,) = stage.provider.fetch(attempt).disputes

    (stage.fake.win if won else stage.fake.lose)(dispute)

    (after,) = stage.provider.fetch(attempt).disputes
    assert (before.amount_cents, before.fee_cents, before.state) == (5000, 2000, DisputeState.OPEN)
    assert (after.ref, after.amount_cents, after.fee_cents, after.state) == (before.ref, 5000, 2000, state)

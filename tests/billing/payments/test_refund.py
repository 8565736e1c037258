"""Money back: reserved first, sent once, and the slice hears how it ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments.converge import converge
from billing.payments.models import Attempt, Refund, RefundState
from billing.payments.refund import MoreThanPaid, request_refund
from billing.payments.send_refund import send_refund
from billing.payments.sweep import sweep
from billing.providers.base import ProviderDown
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxRefund
from tests.billing import outside
from tests.billing.handlers import PURPOSE, Shop
from tests.billing.make import charges_of, ledger, make_attempt, page_of

pytestmark = pytest.mark.django_db

AWAY = {"sandbox": "tests.billing.providers.away.Away"}
SANDBOX = {"sandbox": "billing.providers.sandbox.provider.Sandbox"}


def paid(order_id: int = 7, amount_cents: int = 5000) -> Attempt:
    attempt = make_attempt(order_id=order_id, amount_cents=amount_cents)
    world.pay(page_of(attempt))
    return converge(attempt.pk, at=timezone.now())


def ask(*, subject_id: int = 70, amount_cents: int = 2000, order_id: int = 7) -> Refund:
    return request_refund(
        purpose=PURPOSE,
        order_id=order_id,
        subject_id=subject_id,
        amount_cents=amount_cents,
        reason="Widerruf",
        by="buyer",
        at=timezone.now(),
    )


def test_a_refund_is_requested_sent_and_arrives(shop: Shop) -> None:
    paid()
    refund = ask()
    assert (refund.state, ledger()) == (RefundState.REQUESTED, {"money:sandbox": 5000, "open:17": -5000})

    refund = send_refund(refund.pk, at=timezone.now())

    assert (refund.state, refund.provider_ref) == (RefundState.SUCCEEDED, SandboxRefund.objects.get().ref)
    assert shop.told[1:] == [("refunded", 70, 2000)]
    assert ledger() == {"money:sandbox": 3000, "open:17": -3000}


def test_sent_three_times_it_goes_once(shop: Shop) -> None:
    paid()
    refund = ask()
    for _ in range(3):
        send_refund(refund.pk, at=timezone.now())

    assert [row.amount_cents for row in SandboxRefund.objects.all()] == [2000]
    assert shop.told[1:] == [("refunded", 70, 2000)]


def test_asked_for_again_it_is_the_same_refund(shop: Shop) -> None:
    paid()

    assert ask().pk == ask().pk


def test_two_subjects_have_a_refund_each_within_what_was_paid(shop: Shop) -> None:
    paid()
    ask(subject_id=70, amount_cents=3000)
    ask(subject_id=71, amount_cents=2000)

    with pytest.raises(MoreThanPaid):
        ask(subject_id=72, amount_cents=1)


def test_what_is_not_paid_or_was_taken_back_is_not_refunded(shop: Shop) -> None:
    make_attempt(order_id=6)
    with pytest.raises(MoreThanPaid):
        ask(order_id=6)

    attempt = paid()
    world.dispute(charges_of(attempt)[0])
    converge(attempt.pk, at=timezone.now())
    with pytest.raises(MoreThanPaid):
        ask()


def test_a_refund_that_the_provider_refuses_has_failed_and_can_be_asked_for_again(shop: Shop) -> None:
    attempt = paid()
    refund = ask(amount_cents=5000)
    outside.refund_outside(charges_of(attempt)[0], amount_cents=1000)

    assert send_refund(refund.pk, at=timezone.now()).state == RefundState.FAILED

    assert shop.told[1:] == [("not refunded", 70, 5000), ("taken back", 7, 1000)]
    assert ask(amount_cents=4000).pk != refund.pk


def test_a_refund_that_comes_back_later_has_failed(shop: Shop) -> None:
    attempt = paid()
    outside.hold_refunds(charges_of(attempt)[0])
    refund = send_refund(ask().pk, at=timezone.now())
    assert (refund.state, shop.told[1:]) == (RefundState.SENT, [])

    outside.end_refund(SandboxRefund.objects.get(), succeeded=False)
    converge(attempt.pk, at=timezone.now())

    refund.refresh_from_db()
    assert (refund.state, shop.told[1:]) == (RefundState.FAILED, [("not refunded", 70, 2000)])
    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}


def test_when_the_answer_was_lost_the_books_are_asked_before_it_is_sent_again(shop: Shop, settings: Settings) -> None:
    paid()
    refund = ask()
    settings.PAYMENT_PROVIDERS = {"sandbox": "tests.billing.payments.test_refund.AnswersGetLost"}
    with pytest.raises(ProviderDown):
        send_refund(refund.pk, at=timezone.now())

    settings.PAYMENT_PROVIDERS = {"sandbox": "tests.billing.payments.test_refund.TakesNoRefunds"}
    found = send_refund(refund.pk, at=timezone.now() + timedelta(hours=30))

    assert found.state == RefundState.SUCCEEDED
    assert SandboxRefund.objects.count() == 1


def test_the_sweeper_sends_what_the_queue_lost(shop: Shop) -> None:
    paid()
    refund = ask()

    sweep(at=timezone.now() + timedelta(minutes=5))

    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCEEDED


class AnswersGetLost:
    """Does what it is asked to, and the line breaks before it can say so."""

    def __getattr__(self, act: str) -> object:
        from billing.providers.sandbox.provider import Sandbox

        def deaf(*args: object) -> object:
            answer = getattr(Sandbox(), act)(*args)
            if act == "refund":
                raise ProviderDown(act)
            return answer

        return deaf


class TakesNoRefunds:
    """Has forgotten our keys, as providers do after a day."""

    def __getattr__(self, act: str) -> object:
        from billing.providers.sandbox.provider import Sandbox

        assert act != "refund", "sent a second time"
        return getattr(Sandbox(), act)

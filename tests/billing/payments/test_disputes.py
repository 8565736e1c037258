"""A dispute is open, and then won or lost; what was won is booked back once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.ledger.models import Journal
from billing.payments.converge import converge
from billing.payments.models import Attempt, Chargeback, Refund, RefundState
from billing.payments.refundable import refundable_cents
from billing.payments.send_refund import send_refund
from billing.providers.sandbox import world as world
from kreislauf.audit.models import Entry as AuditEntry
from tests.billing.handlers import Shop
from tests.billing.make import charges_of, ledger, make_attempt, page_of
from tests.ledger import merchants_differ

pytestmark = pytest.mark.django_db


def look(attempt: Attempt, times: int = 1) -> None:
    for _ in range(times):
        converge(attempt.pk, at=timezone.now())


@pytest.fixture
def disputed(shop: Shop) -> Attempt:
    """Paid, taken by its order, and claimed back by the buyer's bank."""
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    look(attempt)
    world.dispute(charges_of(attempt)[0])
    look(attempt)
    return attempt


def test_a_dispute_that_was_won_comes_back_once(disputed: Attempt, shop: Shop) -> None:
    world.decide_dispute(charges_of(disputed)[0], won=True)

    look(disputed, times=3)

    loss = Chargeback.objects.get()
    assert (loss.won_at is not None, loss.lost_at) == (True, None)
    assert shop.told == [("paid", 7, 5000), ("taken back", 7, 5000), ("recovered", 7, 5000)]
    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}
    assert Journal.objects.filter(key=f"won:{loss.pk}").count() == 1
    assert AuditEntry.objects.filter(action="payment.dispute_won").count() == 1
    assert merchants_differ() == {}


def test_a_dispute_that_was_lost_ends_it(disputed: Attempt, shop: Shop) -> None:
    world.decide_dispute(charges_of(disputed)[0], won=False)

    look(disputed, times=3)

    loss = Chargeback.objects.get()
    assert (loss.won_at, loss.lost_at is not None) == (None, True)
    assert shop.told == [("paid", 7, 5000), ("taken back", 7, 5000)]
    assert AuditEntry.objects.filter(action="payment.dispute_lost").count() == 1
    assert merchants_differ() == {}


def test_of_a_dispute_that_was_won_before_we_heard_of_it_the_order_hears_nothing(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    look(attempt)
    world.dispute(charges_of(attempt)[0])
    world.decide_dispute(charges_of(attempt)[0], won=True)

    look(attempt, times=2)

    assert shop.told == [("paid", 7, 5000)]
    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}
    assert merchants_differ() == {}


def test_money_that_was_disputed_and_won_before_we_heard_of_it_pays_the_order(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    world.dispute(charges_of(attempt)[0])
    world.decide_dispute(charges_of(attempt)[0], won=True)

    look(attempt)

    assert shop.told == [("paid", 7, 5000)]
    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}


def test_what_a_won_dispute_brings_back_of_surplus_goes_to_the_buyer(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    world.dispute(charges_of(attempt)[0])
    look(attempt)
    assert ledger() == {}
    world.decide_dispute(charges_of(attempt)[0], won=True)

    look(attempt)
    send_refund(Refund.objects.get().pk, at=timezone.now())

    assert Refund.objects.get().state == RefundState.SUCCEEDED
    assert ("paid", 7, 5000) not in shop.told
    assert ledger() == {}


def test_what_was_won_can_be_refunded(disputed: Attempt) -> None:
    assert refundable_cents(disputed.charges.get()) == 0
    world.decide_dispute(charges_of(disputed)[0], won=True)

    look(disputed)

    assert refundable_cents(disputed.charges.get()) == 5000

"""What the provider keeps is booked once, when it is known."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.payments.converge import converge
from billing.payments.models import Charge
from billing.providers.sandbox import payouts as bank
from billing.providers.sandbox import world as world
from tests.billing.handlers import Shop
from tests.billing.make import charges_of, ledger, make_attempt, page_of
from tests.ledger import merchants_differ

pytestmark = pytest.mark.django_db


def test_a_fee_is_booked_once_when_it_is_known(shop: Shop) -> None:
    attempt = make_attempt(amount_cents=5000)
    world.pay(page_of(attempt))
    converge(attempt.pk, at=timezone.now())
    assert (Charge.objects.get().fee_cents, ledger()) == (None, {"money:sandbox": 5000, "open:17": -5000})
    bank.know_fee(charges_of(attempt)[0])

    for _ in range(2):
        converge(attempt.pk, at=timezone.now())

    assert Charge.objects.get().fee_cents == 100
    assert ledger() == {"money:sandbox": 4900, "fees:sandbox": 100, "open:17": -5000}
    assert merchants_differ() == {}


def test_a_second_payment_costs_a_fee_too(shop: Shop) -> None:
    attempt = make_attempt(amount_cents=5000)
    world.pay(page_of(attempt), times=2)
    for charge in charges_of(attempt):
        bank.know_fee(charge)

    converge(attempt.pk, at=timezone.now())

    assert ledger() == {"money:sandbox": 9800, "fees:sandbox": 200, "open:17": -5000, "surplus": -5000}


def test_a_lost_dispute_costs_a_fee_of_its_own(shop: Shop) -> None:
    attempt = make_attempt(amount_cents=5000)
    world.pay(page_of(attempt))
    world.dispute(charges_of(attempt)[0])
    converge(attempt.pk, at=timezone.now())
    world.decide_dispute(charges_of(attempt)[0], won=False)

    for _ in range(2):
        converge(attempt.pk, at=timezone.now())

    assert ledger()["fees:sandbox"] == 2000
    assert merchants_differ() == {}


def test_a_fee_on_an_attempt_from_before_merchants_is_not_booked(shop: Shop) -> None:
    attempt = make_attempt(amount_cents=5000)
    type(attempt).objects.filter(pk=attempt.pk).update(merchant=None)
    world.pay(page_of(attempt))
    bank.know_fee(charges_of(attempt)[0])

    converge(attempt.pk, at=timezone.now())

    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}

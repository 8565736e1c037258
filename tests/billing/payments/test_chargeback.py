"""Money that leaves without us: the order loses it once, and only if it was the order's."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.payments.converge import converge
from billing.payments.models import Attempt, Charge, Chargeback, Refund, RefundState
from billing.payments.send_refund import send_refund
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCharge
from tests.billing import outside
from tests.billing.handlers import Shop
from tests.billing.make import charges_of, ledger, make_attempt, page_of

pytestmark = pytest.mark.django_db


def overpayments_of(attempt: Attempt) -> SandboxCharge:
    """The payment that the order did not take; of two that came in the same instant, that may be either."""
    return SandboxCharge.objects.get(ref=Charge.objects.get(attempt=attempt, taken=False).provider_ref)


def test_a_dispute_is_noticed_once_however_often_we_look(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    converge(attempt.pk, at=timezone.now())
    world.dispute(charges_of(attempt)[0])

    for _ in range(3):
        converge(attempt.pk, at=timezone.now())

    assert shop.told == [("paid", 7, 5000), ("taken back", 7, 5000)]
    assert ledger() == {"open:17": -5000, "claim:17": 5000}


def test_each_refund_in_the_dashboard_is_a_loss_of_its_own(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    converge(attempt.pk, at=timezone.now())
    for cents in (1000, 1500):
        outside.refund_outside(charges_of(attempt)[0], amount_cents=cents)
    world.dispute(charges_of(attempt)[0])

    converge(attempt.pk, at=timezone.now())

    assert list(Chargeback.objects.order_by("pk").values_list("how", "amount_cents")) == [
        ("refund", 1000),
        ("refund", 1500),
        ("dispute", 2500),
    ]
    assert shop.told[1:] == [("taken back", 7, 1000), ("taken back", 7, 1500), ("taken back", 7, 2500)]


def test_the_dispute_of_a_second_payment_leaves_the_first_one_s_order_alone(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt), times=2)
    converge(attempt.pk, at=timezone.now())
    world.dispute(overpayments_of(attempt))

    send_refund(Refund.objects.get().pk, at=timezone.now())

    assert shop.told == [("paid", 7, 5000)]
    assert Refund.objects.get().state == RefundState.FAILED
    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}


def test_of_surplus_that_was_refunded_in_part_only_the_rest_goes_back(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt), times=2)
    converge(attempt.pk, at=timezone.now())
    outside.refund_outside(overpayments_of(attempt), amount_cents=2000)

    send_refund(Refund.objects.get().pk, at=timezone.now())
    again = Refund.objects.in_flight().get()
    send_refund(again.pk, at=timezone.now())

    assert list(Refund.objects.order_by("pk").values_list("amount_cents", "state")) == [
        (5000, RefundState.FAILED),
        (3000, RefundState.SUCCEEDED),
    ]
    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}

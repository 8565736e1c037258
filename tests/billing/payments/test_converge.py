"""Whatever happens at the provider, and however often we are told, an order ends where it should."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments.converge import converge, converge_quietly
from billing.payments.models import Attempt, AttemptState, Charge, Refund, RefundState
from billing.payments.send_refund import send_refund
from billing.providers.sandbox import world as world
from tests.billing import outside
from tests.billing.handlers import Shop
from tests.billing.make import charges_of, ledger, make_attempt, page_of

pytestmark = pytest.mark.django_db


def test_a_payment_is_taken_for_the_order_once_however_often_we_look(shop: Shop) -> None:
    attempt = make_attempt(order_id=7, amount_cents=5000)
    world.pay(page_of(attempt))

    for _ in range(3):
        found = converge(attempt.pk, at=timezone.now())

    assert found.state == AttemptState.SUCCEEDED
    assert shop.told == [("paid", 7, 5000)]
    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}


def test_an_unpaid_page_that_expires_closes_the_order(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    assert converge(attempt.pk, at=timezone.now()).state == AttemptState.OPEN

    outside.expire(page_of(attempt))
    for _ in range(2):
        found = converge(attempt.pk, at=timezone.now())

    assert found.state == AttemptState.EXPIRED
    assert shop.told == [("closed", 7)]


def test_an_aborted_payment_closes_the_order(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.abort(page_of(attempt))

    assert converge(attempt.pk, at=timezone.now()).state == AttemptState.FAILED
    assert shop.told == [("closed", 7)]


def test_a_declined_card_leaves_the_page_open(shop: Shop) -> None:
    attempt = make_attempt()
    world.decline(page_of(attempt))

    assert converge(attempt.pk, at=timezone.now()).state == AttemptState.OPEN
    assert shop.told == []


def test_money_that_comes_after_the_page_expired_is_taken_if_the_slice_takes_it(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    outside.expire(page_of(attempt))
    converge(attempt.pk, at=timezone.now())

    world.pay(page_of(attempt))
    found = converge(attempt.pk, at=timezone.now())

    assert found.state == AttemptState.SUCCEEDED
    assert shop.told == [("closed", 7), ("paid", 7, 5000)]


def test_money_that_the_slice_does_not_take_goes_back_by_itself(shop: Shop) -> None:
    shop.sells = False
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))

    converge(attempt.pk, at=timezone.now())
    assert ledger() == {"money:sandbox": 5000, "surplus": -5000}
    refund = Refund.objects.get()
    send_refund(refund.pk, at=timezone.now())

    refund.refresh_from_db()
    assert (refund.amount_cents, refund.subject_id, refund.state) == (5000, None, RefundState.SUCCEEDED)
    assert shop.told == [("paid", 7, 5000), ("closed", 7)]
    assert ledger() == {}


def test_of_two_payments_on_one_page_the_second_goes_back(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt), times=2)

    converge(attempt.pk, at=timezone.now())

    assert list(Charge.objects.order_by("pk").values_list("amount_cents", "taken")) == [(5000, True), (5000, False)]
    assert list(Refund.objects.values_list("charge__taken", "amount_cents")) == [(False, 5000)]
    assert shop.told == [("paid", 7, 5000)]


def test_of_two_attempts_of_one_order_only_one_is_taken(shop: Shop) -> None:
    first = make_attempt(order_id=7)
    outside.expire(page_of(first))
    converge(first.pk, at=timezone.now())
    second = make_attempt(order_id=7)
    assert second.pk != first.pk

    world.pay(page_of(second))
    world.pay(page_of(first))
    converge(first.pk, at=timezone.now())
    converge(second.pk, at=timezone.now())

    assert list(Charge.objects.order_by("pk").values_list("attempt", "taken")) == [(first.pk, True), (second.pk, False)]
    assert shop.told == [("closed", 7), ("paid", 7, 5000)]


def test_an_order_with_another_open_attempt_is_not_closed(shop: Shop) -> None:
    first = make_attempt(order_id=7)
    outside.expire(page_of(first))
    converge(first.pk, at=timezone.now())
    second = make_attempt(order_id=7)
    world.pay(page_of(first))
    shop.sells = False

    converge(first.pk, at=timezone.now())
    assert shop.told == [("closed", 7), ("paid", 7, 5000)]

    outside.expire(page_of(second))
    converge(second.pk, at=timezone.now())
    assert shop.told == [("closed", 7), ("paid", 7, 5000), ("closed", 7)]


def test_money_that_was_refunded_before_we_heard_of_it_buys_nothing(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    outside.refund_outside(charges_of(attempt)[0], amount_cents=5000)

    converge(attempt.pk, at=timezone.now())

    assert shop.told == [("closed", 7)]
    assert ledger() == {}
    assert not Refund.objects.exists()


def test_when_the_slice_breaks_nothing_is_written_and_the_next_look_finds_it(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))
    shop.breaks = True
    with pytest.raises(RuntimeError):
        converge(attempt.pk, at=timezone.now())
    assert (Charge.objects.count(), ledger()) == (0, {})

    shop.breaks = False
    converge(attempt.pk, at=timezone.now())

    assert ledger() == {"money:sandbox": 5000, "open:17": -5000}


def test_promised_money_is_waited_for(shop: Shop) -> None:
    attempt = make_attempt(order_id=7)
    page = page_of(attempt)
    world.pay_later(page)
    assert converge(attempt.pk, at=timezone.now()).state == AttemptState.PROCESSING

    page.pays_at = timezone.now() - timedelta(seconds=1)
    page.save()

    assert converge(attempt.pk, at=timezone.now()).state == AttemptState.SUCCEEDED
    assert shop.told == [("paid", 7, 5000)]


def test_a_page_that_a_buyer_waits_on_survives_a_silent_provider(shop: Shop, settings: Settings) -> None:
    attempt = make_attempt(order_id=7)
    settings.PAYMENT_PROVIDERS = {"sandbox": "tests.billing.providers.away.Away"}

    found = converge_quietly(attempt, at=timezone.now())

    assert found.state == AttemptState.OPEN


def test_when_an_order_is_paid_its_other_page_is_closed(shop: Shop) -> None:
    first = make_attempt(order_id=7)
    outside.expire(page_of(first))
    converge(first.pk, at=timezone.now())
    second = make_attempt(order_id=7)
    world.pay(page_of(first))
    converge(first.pk, at=timezone.now())

    assert list(Attempt.objects.due(timezone.now())) == [second]
    assert converge(second.pk, at=timezone.now()).state == AttemptState.FAILED
    assert shop.told == [("closed", 7), ("paid", 7, 5000)]

"""What becomes of an order when the money comes, comes late, comes twice, or does not come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from billing.payments.models import Charge, Refund
from billing.payments.send_refund import send_refund
from billing.providers.sandbox import world as world
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.vouchers.codes import looks_valid
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.orders.close import close_unpaid_order
from marketplace.vouchers.orders.issue import issue_paid_order
from marketplace.vouchers.orders.purchase import NotOnSale, OutOfStock
from marketplace.vouchers.orders.reopen import reopen_order
from tests.make import NOON, make_offer
from tests.marketplace.vouchers.buying.steps import attempt_of, balances, checkout_of, look, ordered, pay

pytestmark = pytest.mark.django_db


def test_a_paid_order_becomes_vouchers_with_codes_of_their_own(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer(price_cents=2500), quantity=3))
    vouchers = list(order.vouchers.order_by("position"))
    assert [(v.position, v.value_cents, v.left_cents, v.reserved_cents) for v in vouchers] == [
        (1, 2500, 2500, 0),
        (2, 2500, 2500, 0),
        (3, 2500, 2500, 0),
    ]
    assert len({v.code for v in vouchers}) == 3
    assert all(looks_valid(v.code) for v in vouchers)
    assert order.fulfilled_at is not None


def test_vouchers_are_valid_until_the_last_day_of_the_third_year(in_kiel: RegionCard) -> None:
    order = ordered(make_offer())
    with transaction.atomic():
        issue_paid_order(order.pk, amount_cents=2500, at=NOON.replace(month=1, day=1))
    assert Voucher.objects.get().expires_on == date(2029, 12, 31)


def test_the_year_counts_from_the_day_in_germany(in_kiel: RegionCard) -> None:
    order = ordered(make_offer())
    new_year_in_berlin = NOON.replace(year=2026, month=12, day=31, hour=23, minute=30)
    with transaction.atomic():
        issue_paid_order(order.pk, amount_cents=2500, at=new_year_in_berlin)
    assert Voucher.objects.get().expires_on == date(2030, 12, 31)


def test_what_was_paid_is_owed_to_whoever_has_the_vouchers(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer(price_cents=2500), quantity=2))
    assert balances() == {"money:sandbox": 5000, f"open:{order.offer.business_id}": -5000}


def test_paying_twice_gives_the_vouchers_once_and_the_second_payment_goes_back(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer(price_cents=2500)), times=2)
    refund = Refund.objects.get()
    send_refund(refund.pk, at=timezone.now())
    assert (order.vouchers.count(), Charge.objects.filter(taken=True).count()) == (1, 1)
    assert (Refund.objects.get().state, refund.amount_cents, refund.subject_id) == ("succeeded", 2500, None)
    assert balances() == {"money:sandbox": 2500, f"open:{order.offer.business_id}": -2500}


def test_hearing_of_a_payment_again_changes_nothing(in_kiel: RegionCard) -> None:
    order = pay(ordered(make_offer(price_cents=2500)))
    look(order)
    look(order)
    assert (order.vouchers.count(), Refund.objects.count()) == (1, 0)


def test_an_order_whose_checkout_ends_gives_its_pieces_back_once(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=5)
    order = ordered(offer, quantity=3)
    world.abort(checkout_of(order))
    order = look(order)
    close_unpaid_order(order.pk, at=timezone.now())
    offer.refresh_from_db()
    assert (order.expired_at is not None, order.holds_stock, offer.stock_left) == (True, False, 5)
    assert Entry.objects.filter(action="order.expired").count() == 1


def test_a_payment_in_the_last_second_still_gets_its_voucher_while_there_are_some(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=5)
    order = ordered(offer)
    close_unpaid_order(order.pk, at=timezone.now())
    order = pay(order)
    offer.refresh_from_db()
    assert (order.vouchers.count(), order.expired_at, offer.stock_left) == (1, None, 4)


def test_a_payment_that_comes_after_the_last_piece_was_sold_goes_back(in_kiel: RegionCard) -> None:
    offer = make_offer(price_cents=2500, stock_left=1)
    late = ordered(offer, key="spaet")
    checkout_of(late)
    close_unpaid_order(late.pk, at=timezone.now())
    pay(ordered(offer, key="schneller"))
    late = pay(late)
    send_refund(Refund.objects.get().pk, at=timezone.now())
    offer.refresh_from_db()
    assert (late.vouchers.count(), late.fulfilled_at, offer.stock_left) == (0, None, 0)
    assert (Refund.objects.get().amount_cents, Refund.objects.get().state) == (2500, "succeeded")
    assert balances() == {"money:sandbox": 2500, f"open:{offer.business_id}": -2500}


@pytest.mark.parametrize("cents", [2499, 2501])
def test_another_amount_than_was_promised_is_not_taken(in_kiel: RegionCard, cents: int) -> None:
    order = ordered(make_offer(price_cents=2500))
    with transaction.atomic():
        assert issue_paid_order(order.pk, amount_cents=cents, at=NOON) is False
    assert Voucher.objects.count() == 0


def test_a_cancelled_order_takes_no_money(in_kiel: RegionCard) -> None:
    order = ordered(make_offer(price_cents=2500))
    Order.objects.filter(pk=order.pk).update(cancelled_at=NOON, holds_stock=False)
    with transaction.atomic():
        assert issue_paid_order(order.pk, amount_cents=2500, at=NOON) is False


def test_a_declined_order_can_be_paid_again_and_holds_its_pieces_meanwhile(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=2)
    order = ordered(offer, quantity=2)
    world.abort(checkout_of(order))
    look(order)
    order = reopen_order(order.pk, at=timezone.now())
    offer.refresh_from_db()
    assert (order.is_closed, order.holds_stock, offer.stock_left) == (False, True, 0)
    order = pay(order)
    assert order.vouchers.count() == 2
    assert attempt_of(order).state == "succeeded"


def test_an_open_order_is_not_reopened(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=2)
    order = ordered(offer)
    reopen_order(order.pk, at=timezone.now())
    offer.refresh_from_db()
    assert offer.stock_left == 1


def test_an_order_is_not_reopened_when_the_pieces_are_gone(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=1)
    order = ordered(offer, key="a")
    close_unpaid_order(order.pk, at=timezone.now())
    ordered(offer, key="b")
    with pytest.raises(OutOfStock):
        reopen_order(order.pk, at=timezone.now())
    order.refresh_from_db()
    assert order.is_closed


def test_an_order_is_not_reopened_when_the_offer_was_stopped(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=5)
    order = ordered(offer)
    close_unpaid_order(order.pk, at=timezone.now())
    offer.stopped_at = NOON
    offer.save()
    with pytest.raises(NotOnSale):
        reopen_order(order.pk, at=timezone.now() + timedelta(minutes=1))

"""An order is a promise: what it holds, what it refuses, and what twenty neighbours at once cannot do."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from billing.payments.models import Attempt
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Offer, OfferKind, Order
from marketplace.vouchers.orders.purchase import (
    NotOnSale,
    OutOfStock,
    PriceChanged,
    PriceOutOfRange,
    place_order,
    purchase,
)
from tests.make import NOON, make_business, make_offer
from tests.marketplace.vouchers.buying.steps import BUYER, ordered

pytestmark = pytest.mark.django_db


def test_an_order_keeps_the_price_terms_tax_and_validity_it_was_promised(in_kiel: RegionCard) -> None:
    offer = make_offer(
        title="Röstkurs", price_cents=4900, terms="Nur samstags.", vat_kind="single", vat_rate=7, validity_years=4
    )
    order = ordered(offer)
    Offer.objects.filter(pk=offer.pk).update(
        title="Teekurs", price_cents=9900, terms="", vat_kind="multi", vat_rate=None, validity_years=3
    )
    order.refresh_from_db()
    promised = (order.title, order.unit_cents, order.terms, order.vat_kind, order.vat_rate, order.validity_years)
    assert promised == ("Röstkurs", 4900, "Nur samstags.", "single", 7, 4)


def test_an_order_takes_its_pieces_off_the_shelf(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=5)
    ordered(offer, quantity=3)
    offer.refresh_from_db()
    assert offer.stock_left == 2


def test_an_offer_without_a_limit_stays_without_one(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=None)
    ordered(offer, quantity=10)
    offer.refresh_from_db()
    assert offer.stock_left is None


def test_every_order_waits_for_a_payment_from_the_first_moment(in_kiel: RegionCard) -> None:
    order = ordered(make_offer(price_cents=2500), quantity=2)
    assert list(Attempt.objects.values_list("purpose", "order_id", "amount_cents", "state", "return_url")) == [
        ("voucher", order.pk, 5000, "created", f"http://kiel.localhost/bestellung/{order.token}/")
    ]


def test_the_same_form_sent_twice_orders_once_and_leads_to_the_same_checkout(in_kiel: RegionCard) -> None:
    offer = make_offer(price_cents=2500, stock_left=5)
    asked = {"quantity": 2, "unit_cents": 2500, "buyer": BUYER, "key": "formular-1", "at": timezone.now()}
    first, second = purchase(offer, **asked), purchase(offer, **asked)
    offer.refresh_from_db()
    assert (first == second, Order.objects.count(), offer.stock_left) == (True, 1, 3)


@pytest.mark.parametrize(
    "changes",
    [{"published_at": None}, {"stopped_at": NOON}],
    ids=["a draft", "a stopped offer"],
)
def test_what_is_not_on_sale_cannot_be_ordered(in_kiel: RegionCard, changes: dict[str, object]) -> None:
    offer = make_offer(stock_left=5, **changes)
    with pytest.raises(NotOnSale):
        ordered(offer)
    offer.refresh_from_db()
    assert (Order.objects.count(), offer.stock_left) == (0, 5)


@pytest.mark.parametrize("closed", [{"approved_at": None}, {"closed_at": NOON}])
def test_a_business_that_is_not_public_sells_nothing(in_kiel: RegionCard, closed: dict[str, object]) -> None:
    with pytest.raises(NotOnSale):
        ordered(make_offer(business=make_business(**closed)))


def test_more_than_is_left_is_refused_and_nothing_is_kept(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=2)
    with pytest.raises(OutOfStock):
        ordered(offer, quantity=3)
    offer.refresh_from_db()
    assert (Order.objects.count(), Attempt.objects.count(), offer.stock_left) == (0, 0, 2)


def test_nobody_pays_a_price_they_did_not_see(in_kiel: RegionCard) -> None:
    offer = make_offer(price_cents=2500)
    Offer.objects.filter(pk=offer.pk).update(price_cents=3000)
    with pytest.raises(PriceChanged):
        place_order(offer, quantity=1, unit_cents=2500, buyer=BUYER, key="k", at=NOON)
    assert Order.objects.count() == 0


@pytest.mark.parametrize(("cents", "fits"), [(999, False), (1000, True), (20000, True), (20001, False)])
def test_a_free_amount_stays_within_the_offers_limits(in_kiel: RegionCard, cents: int, fits: bool) -> None:
    offer = make_offer(kind=OfferKind.FREE, price_cents=None, min_cents=1000, max_cents=20000)
    try:
        placed = place_order(offer, quantity=1, unit_cents=cents, buyer=BUYER, key="k", at=NOON).unit_cents
    except PriceOutOfRange:
        placed = 0
    assert placed == (cents if fits else 0)


def test_the_log_tells_of_the_order_but_not_of_the_buyer(in_kiel: RegionCard) -> None:
    order = ordered(make_offer(price_cents=2500))
    entry = Entry.objects.get(action="order.placed")
    assert (entry.actor, entry.subject_id, entry.detail) == ("buyer", order.pk, {"quantity": 1, "unit_cents": 2500})
    assert "ute" not in str(entry.__dict__).lower()


def everybody_buys(region: RegionCard, offer: Offer) -> Counter[str]:
    """Twenty neighbours press the button at the same moment, each with a connection of their own."""
    start = threading.Barrier(20)

    def buy(number: int) -> str:
        start.wait(timeout=60)
        try:
            with stepping_into(region):
                ordered(offer, key=f"formular-{number}")
            return "ordered"
        except OutOfStock:
            return "out of stock"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as neighbours:
        return Counter(neighbours.map(buy, range(20)))


@pytest.mark.django_db(transaction=True)
def test_twenty_neighbours_who_want_the_last_five_get_five(in_kiel: RegionCard) -> None:
    offer = make_offer(price_cents=2500, stock_left=5)
    answers = everybody_buys(in_kiel, offer)
    offer.refresh_from_db()
    assert (answers, offer.stock_left, Order.objects.count()) == ({"ordered": 5, "out of stock": 15}, 0, 5)


@pytest.mark.django_db(transaction=True)
def test_reading_first_and_writing_then_would_sell_twenty_times_what_is_there_five_times(
    in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The race is real: this is what the one statement in ``take_stock`` prevents."""
    everybody_has_read = threading.Barrier(20)

    def read_then_write(offer_id: int, *, quantity: int) -> bool:
        left = Offer.objects.get(pk=offer_id).stock_left or 0
        everybody_has_read.wait(timeout=60)
        return left >= quantity and Offer.objects.filter(pk=offer_id).update(stock_left=left - quantity) == 1

    monkeypatch.setattr("marketplace.vouchers.orders.purchase.take_stock", read_then_write)
    assert everybody_buys(in_kiel, make_offer(price_cents=2500, stock_left=5)) == {"ordered": 20}


@pytest.mark.django_db(transaction=True)
def test_ten_taps_on_the_button_at_once_make_one_order(in_kiel: RegionCard) -> None:
    offer = make_offer(price_cents=2500, stock_left=50)
    start = threading.Barrier(10)

    def tap(_number: int) -> str:
        start.wait(timeout=30)
        try:
            with stepping_into(in_kiel):
                return purchase(offer, quantity=2, unit_cents=2500, buyer=BUYER, key="ein-formular", at=timezone.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as taps:
        addresses = set(taps.map(tap, range(10)))
    offer.refresh_from_db()
    assert (len(addresses), Order.objects.count(), Attempt.objects.count(), offer.stock_left) == (1, 1, 1, 48)


def test_an_order_made_yesterday_is_not_paid_today_after_it_ran_out(in_kiel: RegionCard) -> None:
    from marketplace.vouchers.orders.close import close_unpaid_order
    from marketplace.vouchers.orders.purchase import pay_order

    order = ordered(make_offer(stock_left=1))
    close_unpaid_order(order.pk, at=timezone.now() + timedelta(days=1))
    order.refresh_from_db()
    assert pay_order(order, at=timezone.now()) == f"http://kiel.localhost/bestellung/{order.token}/"
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    "impossible",
    [
        {"fulfilled_at": NOON, "expired_at": NOON, "holds_stock": True},
        {"fulfilled_at": NOON, "holds_stock": False},
        {"expired_at": NOON, "holds_stock": True},
        {"quantity": 11},
        {"unit_cents": 99},
    ],
    ids=["paid and expired", "paid without stock", "expired with stock", "eleven", "under a euro"],
)
def test_the_database_refuses_orders_that_cannot_be(in_kiel: RegionCard, impossible: dict[str, object]) -> None:
    order = ordered(make_offer())
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(**impossible)

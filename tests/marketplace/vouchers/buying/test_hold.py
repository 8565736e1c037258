"""An order that is not paid holds few pieces, and not for long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from billing.payments.models import Attempt, AttemptState, Refund
from billing.providers.sandbox import world as world
from kreislauf.regions import RegionCard
from marketplace.vouchers.models import Offer, Order, Voucher
from marketplace.vouchers.orders.hold import LAPSES, TooManyAtOnce, network_of, release_holds
from marketplace.vouchers.orders.reopen import reopen_order
from tests.make import make_offer
from tests.marketplace.vouchers.buying.steps import checkout_of, form_for, hidden, look, ordered, pay

pytestmark = pytest.mark.django_db
HERE, THERE = network_of("192.0.2.1"), network_of("192.0.2.2")


def left(offer: Offer) -> int | None:
    return Offer.objects.values_list("stock_left", flat=True).get(pk=offer.pk)


def in_minutes(minutes: float) -> int:
    return release_holds(at=timezone.now() + timedelta(minutes=minutes))


def test_a_stranger_takes_half_of_the_shelf_at_most_under_whatever_addresses(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=10)
    with pytest.raises(TooManyAtOnce) as refused:
        ordered(offer, quantity=10, network=HERE)
    assert refused.value.most == 5
    ordered(offer, quantity=5, key="a", email="a@example.org", network=HERE)
    for number in range(3):
        with pytest.raises(TooManyAtOnce):
            ordered(offer, key=f"b{number}", email=f"b{number}@example.org", network=HERE)
    assert left(offer) == 5
    ordered(offer, quantity=3, key="c", network=THERE)
    assert left(offer) == 2


def test_who_has_paid_takes_more(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=10)
    order = pay(ordered(offer, quantity=5, key="a", network=HERE))
    assert order.placed_from == ""
    assert ordered(offer, quantity=3, key="b", network=HERE).quantity == 3


def test_the_last_three_can_be_bought_at_once(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=3)
    ordered(offer, quantity=3, network=HERE)
    assert left(offer) == 0


def test_an_offer_without_a_limit_knows_none_of_this(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=None)
    for number in range(3):
        assert ordered(offer, quantity=10, key=f"{number}", network=HERE).hold_until is None


def test_after_a_quarter_of_an_hour_the_pieces_are_back(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=3)
    order = ordered(offer, quantity=3)
    checkout_of(order)
    assert (in_minutes(14), left(offer)) == (0, 0)
    assert (in_minutes(16), left(offer)) == (1, 3)
    assert (in_minutes(16), left(offer)) == (0, 3)
    assert Order.objects.get().expired_at is not None


def test_a_payment_that_is_being_processed_keeps_its_pieces(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=1)
    checkout_of(ordered(offer))
    Attempt.objects.update(state=AttemptState.PROCESSING)
    assert (in_minutes(60), left(offer)) == (0, 0)


def test_paid_after_its_hold_an_order_ends_right(in_kiel: RegionCard) -> None:
    """With a voucher while there are pieces, with the money back when there are none."""
    offer = make_offer(stock_left=2)
    orders = [ordered(offer, key="a"), ordered(offer, key="b")]
    checkouts = [checkout_of(order) for order in orders]
    in_minutes(16)
    Offer.objects.update(stock_left=1)
    for checkout, order in zip(checkouts, orders, strict=True):
        world.pay(checkout)
        look(order)
    assert [voucher.order for voucher in Voucher.objects.all()] == [orders[0]]
    assert [refund.amount_cents for refund in Refund.objects.all()] == [orders[1].total_cents]
    assert left(offer) == 0


def test_an_order_that_is_taken_up_again_holds_anew(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=2)
    order = ordered(offer)
    in_minutes(16)
    later = timezone.now() + timedelta(minutes=20)
    reopen_order(order.pk, at=later)
    assert (release_holds(at=later + timedelta(minutes=14)), left(offer)) == (0, 1)
    assert (release_holds(at=later + timedelta(minutes=16)), left(offer)) == (1, 2)


def test_who_lets_three_run_out_holds_one_piece_at_a_time_for_a_day(in_kiel: RegionCard) -> None:
    offer = make_offer(stock_left=9)
    for number in range(LAPSES):
        ordered(offer, quantity=3, key=f"{number}", network=HERE)
        in_minutes(16)
    with pytest.raises(TooManyAtOnce) as refused:
        ordered(offer, quantity=2, key="two", network=HERE)
    assert refused.value.most == 1
    ordered(offer, quantity=1, key="one", network=HERE)
    in_minutes(60 * 25)
    assert set(Order.objects.values_list("placed_from", flat=True)) == {""}


def test_the_form_says_how_many_there_are_at_once(ute: Client) -> None:
    offer = make_offer(stock_left=10)
    page = ute.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer, quantity="6"))
    assert (page.status_code, "höchstens 5, nach dem Bezahlen weitere" in page.content.decode()) == (422, True)
    for _ in range(2):
        html = ute.post(f"{offer.get_absolute_url()}pruefung/", form_for(offer, quantity="5")).content.decode()
        answer = ute.post(f"{offer.get_absolute_url()}bestellung/", hidden(html))
    assert answer.status_code == 422
    assert left(offer) == 5


def test_a_network_is_not_named_by_its_address() -> None:
    assert HERE != THERE
    assert "192" not in HERE
    assert network_of("unknown") == network_of("") == ""

"""An order that was refunded is not called paid: on the office's pages, in its table, and over the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from marketplace.vouchers.api.shapes import OrderShape
from marketplace.vouchers.models import Order
from marketplace.vouchers.orders.state import OrderState, state_of_order
from tests.make import NOON, make_order, make_voucher
from tests.words import words

LIST = "/verwaltung/gutscheine/bestellungen/"
BACK = {"refunded_at": NOON, "left_cents": 0}
GOING = {"refund_pending_at": NOON, "left_cents": 0, "reserved_cents": 5000}
LOST = {"charged_back_at": NOON, "blocked_at": NOON, "left_cents": 0}


def paid_order(*vouchers: dict[str, Any]) -> Order:
    order = make_order(quantity=len(vouchers), fulfilled_at=NOON, mailed_at=NOON)
    for position, fields in enumerate(vouchers, start=1):
        make_voucher(order=order, position=position, **fields)
    return order


def states() -> Iterator[tuple[OrderState, Order]]:
    yield OrderState.WAITING, make_order()
    yield OrderState.EXPIRED, make_order(expired_at=NOON, holds_stock=False)
    yield OrderState.CANCELLED, make_order(cancelled_at=NOON, holds_stock=False)
    yield OrderState.PAID, paid_order({}, {})
    yield OrderState.REFUNDING, paid_order(BACK, GOING)
    yield OrderState.PARTLY_REFUNDED, paid_order(BACK, {})
    yield OrderState.REFUNDED, paid_order(BACK, BACK)
    yield OrderState.CHARGED_BACK, paid_order(LOST, {})


def test_every_state_is_told_from_the_dates_and_the_vouchers(in_kiel: object) -> None:
    told = {state: state_of_order(order) for state, order in states()}

    assert told == {state: state for state in OrderState}


def test_a_program_is_told_the_same(in_kiel: object) -> None:
    told = {str(state): OrderShape(order).data["state"] for state, order in states()}

    assert told == {str(state): str(state) for state in OrderState} | {"expired": "closed", "cancelled": "closed"}


@pytest.mark.parametrize("vouchers", [(BACK,), (BACK, BACK)])
def test_staff_reads_refunded_and_not_paid(office: Client, vouchers: tuple[dict[str, Any], ...]) -> None:
    order = paid_order(*vouchers)
    pages = [LIST, f"{LIST}{order.pk}/", f"/verwaltung/gutscheine/angebote/{order.offer_id}/"]

    assert all('kl-badge--info">erstattet' in office.get(page).content.decode() for page in pages)
    assert not any('kl-badge--success">bezahlt' in office.get(page).content.decode() for page in pages)
    table = office.get(f"{LIST[:-1]}.csv").getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(";")[3] for line in table] == ["Stand", "erstattet"]


def test_refunded_orders_are_a_choice_of_the_list(office: Client) -> None:
    whole, part, none = paid_order(BACK), paid_order({}, GOING), paid_order({})
    page = words(office.get(f"{LIST}?stand=erstattet"))

    assert [order.number in page for order in (whole, part, none)] == [True, True, False]

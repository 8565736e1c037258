"""Subsidies in the books: the adviser's file, and what accounts are called."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.bank.payouts.pay import mark_paid, withdraw_payment
from kreislauf.regions import RegionCard
from marketplace.subsidies.models import Line, Settlement
from marketplace.subsidies.payouts.kind import PAYOUTS
from marketplace.vouchers.books.account_names import account_names
from marketplace.vouchers.books.datev.bookings import booked
from marketplace.vouchers.books.datev.journals import Scope, written
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import DatevSettings, Order, VatKind
from tests.make import make_offer
from tests.marketplace.subsidies.steps import make_action, order_of
from tests.marketplace.vouchers.buying.steps import pay

pytestmark = pytest.mark.django_db

Bookings = dict[str, list[tuple[str, str, int]]]


def adviser_s(order: Order) -> Bookings:
    """By the journal's kind: debit, credit and cents, in SKR03."""
    today, business = timezone.localdate(), order.offer.business
    chart = DatevSettings(business=business, adviser=29098, client=55003, taxed_at="7").accounts
    found: Bookings = {}
    for one in booked(list(written(Scope.BUSINESS, business, Period(today, today))), chart):
        lines = ((b.account, b.against, b.cents, b.is_debit) for b in one.bookings)
        found[one.kind] = [
            (account, against, cents) if is_debit else (against, account, cents)
            for account, against, cents, is_debit in lines
        ]
    return found


def test_the_adviser_books_what_the_region_owes_until_it_is_paid(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    settlement = Settlement.objects.create(
        action=action,
        business=order.offer.business,
        month=timezone.localdate().replace(day=1),
        cents=5_00,
        made_at=timezone.now(),
    )
    Line.objects.update(settlement=settlement)
    mark_paid(PAYOUTS, settlement, by="Ute", at=timezone.now())
    found = adviser_s(order)
    assert found["issue"] == [("1590", "1700", 20_00), ("1500", "1700", 5_00)]
    assert found["subsidy"] == [("1200", "1500", 5_00)]
    withdraw_payment(PAYOUTS, settlement, reason="Irrtum", leaves_file=False, by="Ute", at=timezone.now())
    mark_paid(PAYOUTS, settlement, by="Ute", at=timezone.now())
    assert adviser_s(order)["unsubsidy"] == [("1500", "1200", 5_00)]


def test_a_single_purpose_voucher_is_revenue_with_what_the_region_adds(in_kiel: RegionCard) -> None:
    """§ 10 Abs. 1 Satz 2 UStG: what somebody else pays for it is part of the price."""
    make_action()
    order = pay(order_of(make_offer(price_cents=20_00, vat_kind=VatKind.SINGLE, vat_rate=7)))
    assert adviser_s(order)["issue"] == [("1590", "8300", 20_00), ("1500", "8300", 5_00)]


def test_an_account_is_called_after_its_action(in_kiel: RegionCard) -> None:
    action = make_action()
    order = pay(order_of())
    codes = [f"subsidy-promised:{action.pk}", f"subsidy-paid:{action.pk}", f"open:{order.offer.business_id}"]
    assert list(account_names(codes).values()) == [
        "Zuschuss zugesagt: Weihnachten in Kiel",
        "Zuschuss ausgezahlt: Weihnachten in Kiel",
        "Offene Gutscheine: Bäckerei Jansen",
    ]

"""The list of open vouchers for the year's accounts: as it stood on that day, whatever happened since."""

from __future__ import annotations

from datetime import date

import pytest

from billing.payments.models import Chargeback
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.books.year_end import list_open, sums_on
from marketplace.vouchers.models import VatKind
from marketplace.vouchers.restore import restore_recovered
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_business
from tests.marketplace.vouchers.books.sold import day, dispute, give_back, sell

YEAR_END = date(2026, 12, 31)


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen")


def left(last: date = YEAR_END, business: Business | None = None) -> dict[str, int]:
    return {one.number: one.left_cents for one in list_open(last, business)}


def test_what_happened_after_new_year_changes_nothing(bakery: Business) -> None:
    first, second, _third = sell(bakery, at=day(12, 1), quantity=3, number="K7QM-4XPD")
    redeem(first.code, by=bakery, actor="Jan", amount_cents=2000, at=day(12, 30), key="1")
    undone = redeem(second.code, by=bakery, actor="Jan", amount_cents=1000, at=day(12, 31), key="2")
    before = left()
    assert before == {"K7QM-4XPD-1": 3000, "K7QM-4XPD-2": 4000, "K7QM-4XPD-3": 5000}

    redeem(first.code, by=bakery, actor="Jan", amount_cents=500, at=day(1, 2, year=2027), key="3")
    reverse(undone, reason="Falscher Betrag", by="Jan", at=day(1, 1, year=2027))
    sell(bakery, at=day(1, 1, year=2027), number="WHE2-PHJH")
    dispute(first.order, cents=15000, at=day(1, 4, year=2027))

    assert left() == before
    assert sums_on(YEAR_END).agrees


def test_midnight_in_germany_ends_the_year(bakery: Business) -> None:
    sell(bakery, at=day(12, 31, hour=22), number="K7QM-4XPD")  # 23:00 in Kiel
    sell(bakery, at=day(12, 31, hour=23), number="WHE2-PHJH")  # New Year in Kiel

    assert left() == {"K7QM-4XPD-1": 5000}


def test_money_on_its_way_back_is_owed_until_it_has_arrived(bakery: Business) -> None:
    (voucher,) = sell(bakery, at=day(12, 28), number="K7QM-4XPD")
    give_back(voucher, at=day(1, 3, year=2027))

    assert left() == {"K7QM-4XPD-1": 5000}
    assert left(date(2027, 1, 3)) == {}
    assert sums_on(date(2027, 1, 3)).agrees


def test_what_a_bank_took_is_not_owed_and_what_it_gave_back_is(bakery: Business) -> None:
    first, _second = sell(bakery, at=day(10, 1), quantity=2, number="K7QM-4XPD")
    dispute(first.order, cents=7000, at=day(11, 1))
    assert left(date(2026, 11, 30)) == {"K7QM-4XPD-2": 3000}

    restore_recovered(first.order_id, amount_cents=7000, at=day(12, 1))

    assert left() == {"K7QM-4XPD-1": 5000, "K7QM-4XPD-2": 5000}
    assert left(date(2026, 11, 30)) == {"K7QM-4XPD-2": 3000}
    assert Chargeback.objects.count() == 1


def test_sums_are_told_by_tax_and_are_the_ledgers(bakery: Business) -> None:
    sell(bakery, at=day(10, 1), quantity=2)
    (breakfast,) = sell(bakery, at=day(10, 1), price_cents=2450, vat_kind=VatKind.SINGLE, vat_rate=7)
    redeem(breakfast.code, by=bakery, actor="Jan", amount_cents=450, at=day(10, 2), key="1")
    sell(make_business(name="Kino"), at=day(10, 1), price_cents=900, vat_kind=VatKind.SINGLE, vat_rate=19)

    ours, all_of_them = sums_on(YEAR_END, bakery), sums_on(YEAR_END)

    assert [(row.vat_kind, row.vat_rate, row.count, row.left_cents) for row in all_of_them.rows] == [
        ("multi", None, 2, 10000),
        ("single", 7, 1, 2000),
        ("single", 19, 1, 900),
    ]
    assert (ours.left_cents, ours.agrees, all_of_them.left_cents, all_of_them.agrees) == (12000, True, 12900, True)


def test_codes_are_masked(bakery: Business) -> None:
    (voucher,) = sell(bakery, at=day(10, 1))
    assert [one.code for one in list_open(YEAR_END)] == [f"…{voucher.code[-4:]}"]

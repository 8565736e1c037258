"""Sales by VAT kind: single-purpose counts when sold, multi-purpose when redeemed, each in its own month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.books.vat_kinds import totals, vat_rows
from marketplace.vouchers.models import VatKind
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_business, make_owner
from tests.marketplace.vouchers.books.sold import day, dispute, give_back, sell
from tests.words import words

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    bakery = make_business(name="Bäckerei Jansen")
    first, second = sell(bakery, at=day(10, 5), quantity=2)
    (breakfast,) = sell(bakery, at=day(10, 6), price_cents=2450, vat_kind=VatKind.SINGLE, vat_rate=7)
    sell(bakery, at=day(10, 31, hour=23), price_cents=4000, vat_kind=VatKind.SINGLE, vat_rate=19)
    wrong = redeem(first.code, by=bakery, actor="Jan", amount_cents=3000, at=day(10, 31), key="1")
    reverse(wrong, reason="Falscher Betrag", by="Jan", at=day(11, 1))
    redeem(first.code, by=bakery, actor="Jan", amount_cents=1000, at=day(11, 2), key="2")
    redeem(breakfast.code, by=bakery, actor="Jan", amount_cents=1450, at=day(11, 3), key="3")
    dispute(breakfast.order, cents=1000, at=day(11, 4))
    give_back(second, at=day(10, 7))
    return bakery


def test_each_kind_counts_in_the_month_in_which_it_happens(bakery: Business) -> None:
    rows = vat_rows(YEAR, bakery)
    assert [(r.month, r.vat_rate, r.sold_cents, r.redeemed_cents, r.refunded_cents, r.taxed_cents) for r in rows] == [
        (OCTOBER, 7, 2450, 0, 0, 2450),
        (OCTOBER, None, 10000, 3000, 5000, 3000),
        # 23:00 in UTC is midnight in Germany.
        (NOVEMBER, 19, 4000, 0, 0, 4000),
        (NOVEMBER, 7, 0, 1450, 1000, -1000),
        (NOVEMBER, None, 0, -2000, 0, -2000),
    ]


def test_the_year_is_the_sum_of_its_months(bakery: Business) -> None:
    sums = [(row.words, row.sold_cents, row.redeemed_cents, row.taxed_cents) for row in totals(vat_rows(YEAR, bakery))]
    assert sums == [
        ("Einzweck, 19\u00a0%", 4000, 0, 4000),
        ("Einzweck, 7\u00a0%", 2450, 1450, 1450),
        ("Mehrzweck", 10000, 1000, 1000),
    ]


def test_the_office_sees_all_businesses_and_each_business_its_own(
    bakery: Business, office: Client, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    sell(make_business(name="Kino"), at=day(10, 9), price_cents=900, vat_kind=VatKind.SINGLE, vat_rate=19)
    asked = {"von": "2026-01-01", "bis": "2026-12-31"}
    owner = client_for(in_kiel, user=make_owner(bakery))

    assert "Einzweck, 19 % 49,00 €" in words(office.get("/verwaltung/buchhaltung/umsatzsteuer/", asked))
    page = words(owner.get("/betrieb/buchhaltung/umsatzsteuer/", asked))
    assert "Einzweck, 19 % 40,00 € 0,00 € 0,00 € 40,00 €" in page
    assert "Oktober 2026 Einzweck, 7 % 24,50 €" in page
    file = owner.get("/betrieb/buchhaltung/umsatzsteuer.csv", asked).getvalue()  # type: ignore[attr-defined]
    assert file.decode("utf-8-sig").splitlines()[1] == "10/2026;Einzweck, 7\u00a0%;7;24,50;0,00;0,00;24,50"

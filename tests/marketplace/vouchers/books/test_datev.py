"""The batch for the tax adviser: the bytes that DATEV reads, every journal once, the ledger's sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from billing.ledger.models import Journal
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.books.datev.export import (
    batch_of,
    lines_of,
)
from marketplace.vouchers.books.datev.extf import file_lines
from marketplace.vouchers.books.datev.journals import Scope
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import DatevSettings, TaxSplit, VatKind
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_business
from tests.marketplace.vouchers.books.sold import day, dispute, give_back, sell

GOLDEN = Path(__file__).with_name("EXTF_november.csv")
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
MADE = datetime(2026, 12, 1, 8, 30, 15, 123000, tzinfo=UTC)


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen")


@pytest.fixture
def books(bakery: Business) -> DatevSettings:
    return DatevSettings.objects.create(
        business=bakery, adviser=29098, client=55003, taxed_at="7", revenue_19="8000", key_19="3"
    )


@pytest.fixture
def november(bakery: Business, monkeypatch: pytest.MonkeyPatch) -> Business:
    """Everything that can happen to a voucher."""
    codes = (f"K7QM4XPDABCD{number}" for number in ("2222", "3333", "4444", "5555"))
    monkeypatch.setattr("marketplace.vouchers.orders.issue.new_code", lambda: next(codes))
    bread, present = sell(bakery, at=day(11, 3), quantity=2, number="K7QM-4XPD")
    breakfast = sell(bakery, at=day(11, 3), price_cents=2450, number="WHE2-PHJH", vat_kind=VatKind.SINGLE, vat_rate=7)
    split = redeem(bread.code, by=bakery, actor="Jan", amount_cents=3000, at=day(11, 4), key="1")
    parts = {"cents_19": 1000, "cents_7": 2000}
    TaxSplit.objects.create(redemption=split, amount_cents=3000, **parts, said_at=day(11, 4), by="Jan")
    wrong = redeem(bread.code, by=bakery, actor="Jan", amount_cents=1000, at=day(11, 5), key="2")
    reverse(wrong, reason="Falscher Betrag", by="Jan", at=day(11, 5))
    redeem(breakfast[0].code, by=bakery, actor="Jan", amount_cents=2450, at=day(11, 6), key="3")
    give_back(present, at=day(11, 9))
    course = sell(bakery, at=day(11, 10), price_cents=4000, number="ABCD-EFGH", vat_kind=VatKind.SINGLE, vat_rate=19)
    dispute(course[0].order, cents=4000, at=day(11, 20))
    return bakery


def file_of(books: DatevSettings, period: Period = NOVEMBER) -> bytes:
    """Journals count from 4,000,000, whatever the database has come to."""
    first = Journal.objects.order_by("pk").values_list("pk", flat=True)[0]
    lines = (
        replace(line, second=str(int(line.second) - first + 4_000_000))
        for line in lines_of(books, Scope.BUSINESS, period)
    )
    return b"".join(file_lines(batch_of(books, period, made_at=MADE), lines))


def test_a_november_is_the_file_that_was_computed_by_hand(november: Business, books: DatevSettings) -> None:
    assert file_of(books) == GOLDEN.read_bytes()

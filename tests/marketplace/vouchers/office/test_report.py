"""What a region tells its council: by month, branch and town, with how much of it was redeemed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from marketplace.vouchers.books.period import Period
from marketplace.vouchers.books.report import MOST_ROWS, report_on
from marketplace.vouchers.models import Redemption, Reversal, Voucher
from tests.make import make_business, make_category, make_voucher
from tests.words import words

SPRING = Period(date(2026, 3, 1), date(2026, 4, 30))
MARCH, APRIL = datetime(2026, 3, 10, 12, tzinfo=UTC), datetime(2026, 4, 10, 12, tzinfo=UTC)


def take(voucher: Voucher, cents: int, at: datetime) -> Redemption:
    Voucher.objects.filter(pk=voucher.pk).update(left_cents=voucher.left_cents - cents)
    return Redemption.objects.create(
        voucher=voucher, amount_cents=cents, redeemed_at=at, by="Jan", key=f"{at}", left_after_cents=0
    )


@pytest.fixture
def sold(in_kiel: object) -> None:
    bakery = make_business(name="Bäckerei", category=make_category(name="Essen"), town="Plön")
    smith = make_business(name="Schmiede", category=make_category(name="Handwerk"), town="Eutin")
    take(make_voucher(business=bakery, value_cents=5000, issued_at=MARCH), 1000, APRIL)
    make_voucher(business=bakery, value_cents=2000, issued_at=APRIL)
    mistake = take(make_voucher(business=smith, value_cents=3000, issued_at=APRIL), 500, APRIL)
    Reversal.objects.create(redemption=mistake, reason="falsch", reversed_at=APRIL, by="Jan")
    Voucher.objects.filter(pk=mistake.voucher_id).update(left_cents=3000)
    make_voucher(business=smith, value_cents=9900, issued_at=datetime(2026, 6, 1, tzinfo=UTC))


def test_each_grouping_sums_to_the_whole(sold: None) -> None:
    report = report_on(SPRING)
    assert (report.count, report.sold_cents, report.redeemed_cents, report.businesses) == (3, 10000, 1000, 2)
    assert report.redeemed_percent == 10
    assert [(row.name, row.count, row.sold_cents, row.redeemed_cents) for row in report.months] == [
        (date(2026, 3, 1), 1, 5000, 0),
        (date(2026, 4, 1), 2, 5000, 1000),
    ]
    assert [(row.name, row.sold_cents, row.redeemed_cents) for row in report.branches] == [
        ("Essen", 7000, 1000),
        ("Handwerk", 3000, 0),
    ]
    assert [(row.name, row.sold_cents, row.redeemed_cents) for row in report.towns] == [
        ("Plön", 7000, 1000),
        ("Eutin", 3000, 0),
    ]
    assert [(row.name, row.sold_cents, row.redeemed_cents) for row in report.best] == [
        ("Bäckerei", 7000, 1000),
        ("Schmiede", 3000, 0),
    ]


def test_what_was_sent_back_was_sold_but_not_redeemed(sold: None) -> None:
    voucher = make_voucher(value_cents=10000, left_cents=0, issued_at=APRIL)
    Voucher.objects.filter(pk=voucher.pk).update(refunded_at=APRIL)
    report = report_on(SPRING)
    assert (report.sold_cents, report.redeemed_percent) == (20000, 5)


def test_only_the_best_are_listed_and_the_others_counted(in_kiel: object) -> None:
    for number in range(MOST_ROWS + 2):
        make_voucher(business=make_business(name=f"Betrieb {number}"), value_cents=1000 + number, issued_at=MARCH)
    report = report_on(SPRING)
    assert (len(report.best), report.others) == (MOST_ROWS, 2)
    assert report.best[0].name == f"Betrieb {MOST_ROWS + 1}"


def test_the_page_says_every_number_beside_its_bar(sold: None, office: Client) -> None:
    page = office.get("/verwaltung/gutscheine/verkauf/?von=2026-03-01&bis=2026-04-30")
    assert "März 2026 1 50,00 € 0,00 € April 2026 2 50,00 € 10,00 €" in words(page)
    assert "Essen 2 70,00 € 10,00 €" in words(page)
    assert "Landeshauptstadt Kiel · Stand" in words(page)
    assert page.content.decode().count("<progress") == 8


def test_nothing_sold_divides_by_nothing(in_kiel: object, office: Client) -> None:
    assert report_on(SPRING).redeemed_percent == 0
    assert "nichts verkauft" in words(office.get("/verwaltung/gutscheine/verkauf/"))

"""A business's month: opening, what came and went, closing; the same as the ledger and the vouchers, to the cent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db.models import F, Sum
from django.test import Client

from billing.ledger.accounts import open_of
from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.books.statement import Statement, months, statement
from marketplace.vouchers.models import Order, VatKind, Voucher
from marketplace.vouchers.orders.issue import issue_paid_order
from marketplace.vouchers.templatetags.vouchers import whole_codes
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse
from marketplace.vouchers.withdrawal.withdraw import finish_refund
from tests.ledger import balances
from tests.make import make_business, make_offer, make_order, make_owner
from tests.words import words

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
VIEWS = "marketplace.vouchers.books.views.statements"


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen")


@pytest.fixture
def jan(bakery: Business) -> User:
    return make_owner(bakery)


@pytest.fixture
def owner(jan: User, kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel, user=jan)


@pytest.fixture
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{VIEWS}.this_month", lambda: DECEMBER)


@pytest.fixture
def two_months(bakery: Business) -> Business:
    """October sells 100 €; November sells a breakfast at 7 %, redeems 30 €, takes 10 € back and returns one of 50 €."""
    first, second = sell(bakery, 2, at=day(10, 5))
    sell(bakery, 1, at=day(11, 3), vat_kind=VatKind.SINGLE, vat_rate=7, price_cents=2450)
    redeem(first.code, by=bakery, actor="Jan", amount_cents=2000, at=day(11, 4), key="1")
    wrong = redeem(first.code, by=bakery, actor="Jan", amount_cents=1000, at=day(11, 5), key="2")
    reverse(wrong, reason="Falscher Betrag", by="Jan", at=day(11, 5))
    Voucher.objects.filter(pk=second.pk).update(
        refund_pending_at=day(11, 6), reserved_cents=F("left_cents"), left_cents=0
    )
    finish_refund(second.pk, amount_cents=5000, succeeded=True, at=day(11, 6))
    return bakery


def sell(bakery: Business, quantity: int, *, at: datetime, price_cents: int = 5000, **fields: object) -> list[Voucher]:
    offer = make_offer(business=bakery, price_cents=price_cents)
    order = make_order(offer=offer, quantity=quantity, unit_cents=price_cents, fulfilled_at=None, **fields)
    issue_paid_order(order.pk, amount_cents=quantity * price_cents, at=at)
    return list(Voucher.objects.filter(order=order).order_by("position"))


def day(month: int, number: int) -> datetime:
    return datetime(2026, month, number, 10, tzinfo=UTC)


def test_a_month_begins_where_the_last_one_ended(two_months: Business) -> None:
    october, november = statement(two_months, OCTOBER), statement(two_months, date(2026, 11, 30))
    assert (october.opening_cents, october.closing_cents) == (0, 10000)
    assert (november.opening_cents, november.closing_cents) == (10000, 5450)
    assert november.sums == {"issue": 2450, "redeem": -3000, "reverse": 1000, "return": -5000, "block": 0, "restore": 0}


def test_it_says_the_same_as_the_ledger_and_the_vouchers(two_months: Business) -> None:
    closing = statement(two_months, NOVEMBER).closing_cents
    held = Voucher.objects.filter(business=two_months).aggregate(cents=Sum(F("left_cents") + F("reserved_cents")))
    assert closing == -balances()[open_of(two_months.pk)] == held["cents"]


def test_tax_is_split_by_the_kind_of_voucher(two_months: Business) -> None:
    rows = {
        row.words: (row.sold_cents, row.redeemed_cents, row.returned_cents)
        for row in statement(two_months, NOVEMBER).vat_rows
    }
    assert rows == {"Einzweck, 7\u00a0%": (2450, 0, 0), "Mehrzweck": (0, 2000, 5000)}


def test_another_business_is_not_in_it(two_months: Business) -> None:
    sell(make_business(name="Buchhandlung Hafen"), 1, at=day(11, 7))
    assert statement(two_months, NOVEMBER).closing_cents == 5450
    assert [(one.month, one.sold_cents, one.redeemed_cents, one.returned_cents) for one in months(two_months)] == [
        (NOVEMBER, 2450, 2000, 5000),
        (OCTOBER, 10000, 0, 0),
    ]


def test_a_code_and_a_number_stay_on_one_line() -> None:
    assert whole_codes("Gutscheine zu Bestellung WHE2-PHJH & mehr") == (
        'Gutscheine zu Bestellung <span class="kl-code">WHE2-PHJH</span> &amp; mehr'
    )
    assert whole_codes("Gutschein …VBZ7") == 'Gutschein <span class="kl-code">…VBZ7</span>'


def test_the_pages_of_the_owner(two_months: Business, owner: Client, december: None) -> None:
    page = words(owner.get("/betrieb/verkauf/2026-11/"))
    assert "Abrechnung November 2026" in page
    assert "Am Anfang offen 100,00 €" in page
    assert "Am Ende offen 54,50 €" in page
    for month in ("2026-13", "2019-12", "2999-01", "99999999999999999999-01"):
        assert owner.get(f"/betrieb/verkauf/{month}/").status_code == 404, month
        assert owner.get(f"/betrieb/verkauf/{month}.csv").status_code == 404, month

    listed = words(owner.get("/betrieb/verkauf/"))
    assert "November 2026 24,50 € 20,00 € 50,00 €" in listed
    november = owner.get("/betrieb/verkauf/?monat=2026-11")
    assert len(november.context["page"]) == 1
    assert len(owner.get("/betrieb/verkauf/?monat=quatsch").context["page"]) == 3


def test_a_running_month_has_no_end_yet(two_months: Business, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{VIEWS}.this_month", lambda: NOVEMBER)
    page = words(owner.get("/betrieb/verkauf/2026-11/"))
    file = owner.get("/betrieb/verkauf/2026-11.csv").getvalue().decode("utf-8-sig").splitlines()

    assert "der Monat läuft noch" in page
    assert "Heute offen 54,50 €" in page
    assert "Am Ende offen" not in page
    assert file[-1] == ";Offene Gutscheine heute;;;;;54,50"


def test_a_reversal_names_the_voucher_and_no_number_of_ours(two_months: Business) -> None:
    [line] = [line for line in statement(two_months, NOVEMBER).lines if line.kind == "reverse"]
    first = Voucher.objects.earliest("pk")

    assert line.memo == f"Storno einer Einlösung, Gutschein {first}"


def test_the_table_for_the_tax_adviser(two_months: Business, owner: Client, december: None) -> None:
    file = owner.get("/betrieb/verkauf/2026-11.csv").getvalue().decode("utf-8-sig").splitlines()
    assert file[1] == "01.11.2026;Offene Gutscheine am Anfang;;;;;100,00"
    number = Order.objects.latest("pk").number
    sale = ("03.11.2026", "Verkauf", f"Gutscheine zu Bestellung {number}", "Frühstück für zwei", "Einzweck, 7\u00a0%")
    assert file[2].split(";") == [*sale, "24,50", "124,50"]
    assert file[-1] == ";Offene Gutscheine am Ende;;;;;54,50"
    assert len(file) == 1 + 1 + 5 + 1


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_long_month_asks_no_more_often(pieces: int, bakery: Business, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(pieces):
        voucher = sell(bakery, 1, at=day(11, 3))[0]
        redeem(voucher.code, by=bakery, actor="Jan", amount_cents=100, at=day(11, 4), key="1")
    with django_assert_num_queries(4):  # before, the month's entries, orders, redemptions
        found: Statement = statement(bakery, NOVEMBER)
    assert len(found.lines) == 2 * pieces

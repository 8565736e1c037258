"""The batch for the tax adviser: the bytes that DATEV reads, every journal once, the ledger's sums."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db.models import Sum
from django.http import QueryDict
from django.test import Client

from billing.ledger.models import Entry, Journal
from billing.payments.models import Merchant
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.books.datev.export import (
    TwoBusinessYears,
    batch_of,
    bookings_of,
    business_year,
    lines_of,
    preview,
)
from marketplace.vouchers.books.datev.extf import COLUMNS, Booking, file_lines
from marketplace.vouchers.books.datev.journals import Scope
from marketplace.vouchers.books.period import Period, period_of
from marketplace.vouchers.codes import new_code
from marketplace.vouchers.models import DatevSettings, Redemption, TaxSplit, VatKind
from marketplace.vouchers.till.redeem import redeem
from marketplace.vouchers.till.reverse import reverse
from tests.make import make_business, make_owner
from tests.marketplace.vouchers.books.sold import day, dispute, give_back, sell
from tests.words import words

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
    codes = iter(f"K7QM4XPDABCD{number}" for number in ("2222", "3333", "4444", "5555"))
    monkeypatch.setattr("marketplace.vouchers.orders.issue.new_code", lambda: next(codes, new_code()))
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


@pytest.fixture
def owner(bakery: Business, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_owner(bakery))


FORM = {"adviser": "29098", "client": "55003", "year_month": "1", "account_length": "4", "chart": "03", "taxed_at": "7"}
PAGE = "/betrieb/buchhaltung/datev/"
WHEN = {"von": "2026-11-01", "bis": "2026-11-30"}


def test_a_business_gives_two_numbers_looks_and_loads_the_file(november: Business, owner: Client) -> None:
    assert "Nummern und Konten ändern" not in words(owner.get(PAGE, WHEN))
    assert owner.get(f"{PAGE[:-1]}.csv", WHEN).status_code == 302  # nothing to give yet

    answer = owner.post(f"{PAGE}?von=2026-11-01&bis=2026-11-30", FORM)
    page = owner.get(answer["Location"])

    assert "Nummern und Konten ändern" in words(page)
    assert "stehen nicht in der Datei" not in words(page)
    assert "Ein Vorgang über 24,50 € steht nicht in der Datei" in words(page)
    assert "stimmen nicht überein" not in words(page)
    file = owner.get(f"{PAGE[:-1]}.csv", WHEN)
    assert file["Content-Disposition"] == 'attachment; filename="EXTF_Gutscheine_2026-11-01_2026-11-30.csv"'
    assert file["Content-Type"] == "text/csv; charset=windows-1252"
    lines = file.getvalue().decode("cp1252").split("\r\n")  # type: ignore[attr-defined]
    assert len(lines) == 2 + 14 + 1


def test_a_period_in_two_business_years_is_refused_with_a_sentence(books: DatevSettings, owner: Client) -> None:
    asked = {"von": "2026-12-15", "bis": "2027-01-14"}
    DatevSettings.objects.update(year_month=7)
    assert business_year(DatevSettings.objects.get(), period_of(QueryDict(urlencode(asked)), today=date(2027, 2, 1)))
    DatevSettings.objects.update(year_month=1)
    with pytest.raises(TwoBusinessYears):
        business_year(DatevSettings.objects.get(), Period(date(2026, 12, 15), date(2027, 1, 14)))

    page = owner.get(PAGE, {"von": "2025-12-15", "bis": "2026-01-14"})

    assert "Am 01.01.2026 beginnt ein neues Wirtschaftsjahr" in words(page)
    assert "Datei für DATEV laden" not in words(page)
    assert owner.get(f"{PAGE[:-1]}.csv", {"von": "2025-12-15", "bis": "2026-01-14"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"adviser": "1000"}, "Beraternummer"),
        ({"account_length": "5", "money": "1360"}, "Ein Konto hat hier genau 5 Ziffern."),
        ({"money": "12x4"}, "Ein Konto hat hier genau 4 Ziffern."),
        ({"key_19": "3"}, "Konto 8400 kennt seinen Steuersatz selbst."),
        ({"key_7": "zwei", "revenue_7": "8100"}, "Ein Steuerschlüssel besteht aus Ziffern."),
    ],
)
def test_what_datev_would_refuse_is_refused_at_once(
    bakery: Business, owner: Client, wrong: dict[str, str], sentence: str
) -> None:
    answer = owner.post(PAGE, FORM | wrong)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert not DatevSettings.objects.exists()


def test_every_journal_of_the_period_is_in_it_once_and_the_sums_are_the_ledgers(
    november: Business, books: DatevSettings
) -> None:
    sell(make_business(name="Kino"), at=day(11, 5))
    old = sell(november, at=day(11, 8), merchant=False, number="OLDS-TYLE")
    give_back(old[0], at=day(11, 9))
    ours = {pk for pk in Journal.objects.values_list("pk", flat=True) if _is_ours(pk, november)}

    found = list(bookings_of(books, Scope.BUSINESS, NOVEMBER))

    written = [{int(line.second) for line in one.bookings} for one in found]
    assert sorted(pk for pks in written for pk in pks) == sorted(ours - _silent(november))
    assert len(found) == len(ours)
    debit = Entry.objects.filter(journal__in=ours, cents__gt=0).aggregate(cents=Sum("cents"))["cents"]
    assert sum(one.cents for one in found) == debit == preview(books, Scope.BUSINESS, NOVEMBER).ledger_cents
    assert preview(books, Scope.BUSINESS, NOVEMBER).agrees


def test_each_account_ends_where_the_ledgers_does(november: Business, books: DatevSettings) -> None:
    sums = Counter[str]()
    for line in lines_of(books, Scope.ALL, NOVEMBER):
        sums[line.account] += line.cents if line.is_debit else -line.cents
        sums[line.against] -= line.cents if line.is_debit else -line.cents

    ledger = Counter[str]()
    names = {"money": "1360", "open": "1700", "redeemed": "1792", "through": "1590"}
    for code, cents in Entry.objects.values_list("account__code", "cents"):
        ledger[names[code.partition(":")[0]]] += cents
    assert {account: cents for account, cents in sums.items() if cents} == {k: v for k, v in ledger.items() if v}


def test_more_lines_than_datev_reads_come_in_parts(
    november: Business, books: DatevSettings, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.vouchers.books.datev.export.MOST_LINES", 6)

    archive = zipfile.ZipFile(io.BytesIO(owner.get(f"{PAGE[:-1]}.csv", WHEN).getvalue()))  # type: ignore[attr-defined]

    name = "EXTF_Gutscheine_2026-11-01_2026-11-30"
    assert archive.namelist() == [f"{name}.csv", f"{name}_Teil-2.csv", f"{name}_Teil-3.csv"]
    parts = [archive.read(one).decode("cp1252").split("\r\n") for one in archive.namelist()]
    assert [len(part) - 3 for part in parts] == [6, 6, 2]
    assert len({part[0][:60] for part in parts}) == 1


def test_the_regions_own_sales_are_told_from_those_of_its_businesses(bakery: Business) -> None:
    sell(bakery, at=day(11, 2))
    theirs = sell(bakery, at=day(11, 3), number="KREI-SSSS", payee=None)
    redeem(theirs[0].code, by=bakery, actor="Jan", amount_cents=1000, at=day(11, 4), key="1")
    dispute(theirs[0].order, cents=5000, at=day(11, 20))
    region = DatevSettings.objects.create(adviser=29098, client=1)

    own, every = (list(lines_of(region, scope, NOVEMBER)) for scope in (Scope.REGION, Scope.ALL))

    assert {line.reference for line in own} == {"KREI-SSSS"}
    assert [(line.account, line.against, line.cents) for line in own] == [
        ("1590", "1700", 5000),
        ("1360", "1590", 5000),
        ("1700", "1792", 1000),
        ("1590", "1360", 5000),
        ("1700", "1590", 4000),
        ("1500", "1590", 1000),
    ]
    assert len(every) == len(own) + 2


def test_text_is_cut_cleaned_and_quoted() -> None:
    batch = batch_of(DatevSettings(adviser=1001, client=1), NOVEMBER, made_at=MADE)
    text = 'Müllers „Brot“ \x07 & "Kuchen" – für Łukasz 🍞 €' + "x" * 60
    line = Booking(date(2026, 2, 9), 123456789, True, "1360", "1590", "", "RE 12.3/ß-" + "7" * 40, "1", text)

    row = list(file_lines(batch, [line]))[2].decode("cp1252")

    cells = next(csv.reader([row], delimiter=";"))
    assert (len(cells), cells[0], cells[9]) == (len(COLUMNS), "1234567,89", "0902")
    assert cells[13] == ('Müllers "Brot" & "Kuchen" - für Lukasz ? EUR' + "x" * 60)[:60]
    assert (len(cells[10]), cells[10][:12]) == (36, "RE-12-3/-777")
    assert '""Kuchen""' in row


def _is_ours(pk: int, business: Business) -> bool:
    """By the memo, which names an order or a voucher of the bakery in this test, or none of the cinema's."""
    kino = Journal.objects.filter(entries__account__code__startswith="open:").exclude(
        entries__account__code=f"open:{business.pk}"
    )
    others = set(kino.values_list("pk", flat=True))
    money = Journal.objects.filter(entries__account__code__startswith="money:m").exclude(
        entries__account__code__in=[f"money:m{one.pk}" for one in Merchant.objects.of(business.pk)]
    )
    return pk not in others | set(money.values_list("pk", flat=True))


def _silent(business: Business) -> set[int]:
    """The single-purpose voucher's redemption."""
    key = f"redeem:{Redemption.objects.get(voucher__order__number='WHE2-PHJH').pk}"
    return {Journal.objects.get(key=key).pk}

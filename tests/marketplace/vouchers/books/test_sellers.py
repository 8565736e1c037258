"""The law on platforms' tax transparency: who is near the threshold is told once; a list for the year."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from billing.ledger.accounts import fees_of, money
from billing.ledger.post import post
from billing.payments.ways import merchant_for
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.books.platform_tax.threshold import near, years_of
from marketplace.vouchers.books.platform_tax.warn import warn_sellers
from marketplace.vouchers.models import SellerFacts, SellerWarning
from tests.make import make_business, make_owner, make_user, make_voucher
from tests.marketplace.vouchers.books.sold import day, give_back, sell
from tests.post import deliver_all
from tests.words import words

PAGE = "/betrieb/buchhaltung/meldung/"
FACTS = {
    "kind": "person",
    "name": "Jan Jansen",
    "street": "Holtenauer Straße 12",
    "postcode": "24105",
    "town": "Kiel",
    "birth_date": "1970-02-03",
    "tax_number": "12 345 678 901",
    "vat_id": "de 123456789",
    "iban": "de89 3704 0044 0532 0130 00",
}


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(name="Bäckerei Jansen", email="jan@example.org")


@pytest.fixture
def owner(bakery: Business, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_owner(bakery))


def busy(business: Business, *, vouchers: int = 25, cents: int = 1000) -> None:
    """So many vouchers of this year."""
    for _ in range(vouchers):
        make_voucher(business=business, value_cents=cents, issued_at=timezone.now())


def test_sales_consideration_and_fees_are_told_by_quarter(bakery: Business) -> None:
    sell(bakery, at=day(3, 31, hour=23), price_cents=2000)  # April in Germany
    (back,) = sell(bakery, at=day(8, 1), price_cents=3000)
    sell(bakery, at=day(12, 31, hour=22), price_cents=4000)
    sell(bakery, at=day(12, 31, hour=23), price_cents=700)  # the next year
    give_back(back, at=day(8, 3))
    merchant = merchant_for(bakery.pk, "sandbox", at=day(1, 1))
    lines = [(fees_of(merchant.pk), 75), (money("sandbox", merchant.pk), -75)]
    post("fee:1", at=day(5, 1), memo="Gebühr", lines=lines)

    year = years_of([bakery.pk], 2026)[bakery.pk]

    assert (year.count, year.quarters, year.fees) == (2, [0, 2000, 0, 4000], [0, 75, 0, 0])


@pytest.mark.parametrize(
    ("vouchers", "cents", "is_near", "is_exempt"),
    [
        *((24, 100, False, True), (25, 100, True, True), (29, 100, True, True), (30, 100, True, False)),
        *((1, 169999, False, True), (1, 170000, True, True), (1, 199999, True, True), (1, 200000, True, False)),
    ],
)
def test_the_threshold_is_30_sales_or_2000_euros_and_25_or_1700_are_near(
    bakery: Business, vouchers: int, cents: int, is_near: bool, is_exempt: bool
) -> None:
    busy(bakery, vouchers=vouchers, cents=cents)
    this_year = timezone.localdate().year

    year = years_of([bakery.pk], this_year)[bakery.pk]

    assert (year.is_near, year.is_exempt) == (is_near, is_exempt)
    assert near(this_year).exists() is is_near


def test_a_business_is_told_once_a_year_and_only_when_it_is_near(bakery: Business) -> None:
    busy(bakery, vouchers=24)
    warn_sellers(at=timezone.now())
    assert not SellerWarning.objects.exists()

    busy(bakery, vouchers=1)
    warn_sellers(at=timezone.now())
    warn_sellers(at=timezone.now())

    (mail,) = deliver_all()
    assert mail.to == ["jan@example.org"]
    assert "25 Gutscheine für zusammen 250,00 €" in mail.body.replace("\u00a0", " ")
    assert outbox().filter(kind="vouchers.near_threshold").count() == 1


def test_it_waits_for_the_business_and_for_the_office_until_the_facts_are_there(
    bakery: Business, owner: Client, office: Client
) -> None:
    busy(bakery)
    assert "Angaben für die Finanzverwaltung" not in words(owner.get("/betrieb/"))
    warn_sellers(at=timezone.now())
    assert "Angaben für die Finanzverwaltung machen" in words(owner.get("/betrieb/"))
    assert "1 Betrieb schuldet Angaben für die Finanzverwaltung" in words(office.get("/verwaltung/"))

    assert owner.post(PAGE, FACTS).status_code == 302

    assert "Angaben für die Finanzverwaltung" not in words(owner.get("/betrieb/"))
    assert "schuldet Angaben" not in words(office.get("/verwaltung/"))
    facts = SellerFacts.objects.get()
    assert (facts.vat_id, facts.iban, facts.tax_number) == ("DE123456789", "DE89370400440532013000", "12 345 678 901")


def test_facts_are_asked_for_only_near_the_threshold(bakery: Business, owner: Client) -> None:
    page = owner.get(PAGE)
    assert "Sie müssen hier nichts tun." in words(page)
    assert "Geburtsdatum" not in words(page)

    busy(bakery)

    page = owner.get(PAGE)
    assert "Sie sind nah an der Grenze oder darüber." in words(page)
    assert 'value="Holtenauer Straße 12"' in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"iban": "DE89370400440532013001"}, "Diese IBAN stimmt nicht."),
        ({"birth_date": ""}, "Bitte geben Sie das Geburtsdatum an."),
        ({"tax_number": "abc"}, "Bitte nur Ziffern"),
        ({"vat_id": "123"}, "Eine Umsatzsteuer-ID ist wie DE123456789."),
        ({"postcode": "2410"}, "Eine Postleitzahl hat fünf Ziffern."),
    ],
)
def test_a_slip_is_told_at_once(bakery: Business, owner: Client, wrong: dict[str, str], sentence: str) -> None:
    answer = owner.post(PAGE, FACTS | wrong)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert not SellerFacts.objects.exists()


def test_a_company_was_not_born(bakery: Business, owner: Client) -> None:
    owner.post(PAGE, FACTS | {"kind": "entity"})
    assert SellerFacts.objects.get().birth_date is None


def test_the_list_is_for_the_head_of_the_office_and_holds_the_exempt_too(
    bakery: Business, owner: Client, office: Client, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    busy(bakery, vouchers=30)
    busy(make_business(name="Kino"), vouchers=1)
    owner.post(PAGE, FACTS)
    head = client_for(in_kiel, user=make_user(role="administrator"))

    assert office.get("/verwaltung/buchhaltung/meldung.csv").status_code == 403
    assert "Bäckerei Jansen wird gemeldet da 30 300,00 €" in words(office.get("/verwaltung/buchhaltung/meldung/"))
    file = head.get("/verwaltung/buchhaltung/meldung.csv").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = [line.split(";") for line in file.splitlines()[1:]]
    assert [[*row[:3], row[12]] for row in rows] == [
        ["Bäckerei Jansen", "30", "300,00", "nein"],
        ["Kino", "1", "10,00", "ja"],
    ]
    assert rows[0][13:] == [
        *("Jan Jansen", "eine Person (Einzelunternehmen, Freiberuf)", "Holtenauer Straße 12", "24105", "Kiel"),
        *("03.02.1970", "12 345 678 901", "DE123456789", "", "DE89370400440532013000"),
    ]

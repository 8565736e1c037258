"""The Rathaus finds a voucher for somebody on the phone, and sees where each cent stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from billing.ledger.post import post
from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry as AuditEntry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer, Reversal, Voucher
from marketplace.vouchers.till.redeem import redeem
from tenants.branding.models import Branding
from tests.make import make_business, make_offer, make_order, make_owner, make_user, make_voucher

OFFICE = "/verwaltung/gutscheine/"
PAGES = [
    OFFICE,
    f"{OFFICE}verkauf/",
    f"{OFFICE}offen/",
    f"{OFFICE}bestellungen/",
    f"{OFFICE}angebote/",
    "/verwaltung/buchungen/",
]
FILES = [f"{OFFICE}verkauf.csv", f"{OFFICE}offen.csv", "/verwaltung/buchungen.csv"]


@pytest.fixture
def rathaus(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_user(role=Role.EDITOR, name="Ute Brandt"))


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business()


def sold(business: Business, *, email: str = "oma@example.org", value_cents: int = 5000) -> Voucher:
    """A voucher as the issuing verb leaves it, with its journal."""
    order = make_order(
        offer=make_offer(business=business, price_cents=value_cents), email=email, fulfilled_at=timezone.now()
    )
    voucher = make_voucher(order=order, value_cents=value_cents, issued_at=timezone.now())
    lines = [("money:sandbox", value_cents), (f"open:{business.pk}", -value_cents)]
    post(f"issue:{order.pk}", at=timezone.now(), memo="Verkauf", lines=lines)
    return voucher


def take(voucher: Voucher, amount_cents: int) -> int:
    key = f"tap-{voucher.redemptions.count()}"
    at = timezone.now()
    return redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=amount_cents, at=at, key=key).pk


def text(response: object) -> str:
    body = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def main(response: object) -> str:
    """The page's own words, without its navigation."""
    body = response.content.decode()  # type: ignore[attr-defined]
    inner = body.split("<main", 1)[1].split(">", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inner)).replace("\xa0", " ")


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_only_staff_comes_in(path: str, bakery: Business, kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    assert client_for(kiel).get(path).status_code == 302
    assert client_for(kiel, user=make_owner(bakery)).get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_region_has_friendly_pages(rathaus: Client, path: str) -> None:
    page = rathaus.get(path)
    assert page.status_code == 200
    assert "kl-empty" in page.content.decode()


def test_a_voucher_is_found_by_what_somebody_says_on_the_phone(rathaus: Client, bakery: Business) -> None:
    wanted = sold(bakery, email="oma.krause@example.org")
    other = sold(bakery, email="jemand@example.org")

    for words in (wanted.code[-4:], wanted.code[-4:].lower(), wanted.code, "oma.krause@example.org", "KRAUSE"):
        page = main(rathaus.get(OFFICE, {"q": words}))
        assert f"…{wanted.code[-4:]}" in page, words
        assert f"…{other.code[-4:]}" not in page, words
    assert wanted.code not in rathaus.get(OFFICE).content.decode()
    assert "Dazu gibt es keinen Gutschein." in main(rathaus.get(OFFICE, {"q": "%"}))


def test_staff_blocks_with_a_reason_and_lifts_it(rathaus: Client, bakery: Business) -> None:
    voucher = sold(bakery)
    here = f"{OFFICE}{voucher.pk}/"

    without = rathaus.post(f"{here}sperre/", {"reason": " "})
    assert without.status_code == 422
    assert "Bitte geben Sie einen Grund an." in main(without)
    page = rathaus.post(f"{here}sperre/", {"reason": "Als gestohlen gemeldet"}, follow=True)
    assert "Gesperrt. An der Kasse wird dieser Gutschein ab jetzt abgelehnt." in main(page)
    assert "Als gestohlen gemeldet" in main(page)
    assert "Die Sperre ist aufgehoben." in main(rathaus.post(f"{here}freigabe/", follow=True))
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "actor")) == [
        ("voucher.blocked", "Ute Brandt"),
        ("voucher.unblocked", "Ute Brandt"),
    ]


def test_staff_takes_an_old_redemption_back(rathaus: Client, bakery: Business) -> None:
    voucher = sold(bakery)
    pk = take(voucher, 1250)
    voucher.redemptions.update(redeemed_at=datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone()))
    address = f"{OFFICE}einloesungen/{pk}/storno/"

    assert rathaus.post(address, {f"storno-{pk}-reason": ""}).status_code == 422
    page = rathaus.post(address, {f"storno-{pk}-reason": "Beschwerde der Kundin"}, follow=True)
    assert "Storniert. Der Betrag ist wieder auf dem Gutschein." in main(page)
    assert Reversal.objects.get().by == "Ute Brandt"
    assert "schon storniert" in main(rathaus.post(address, {f"storno-{pk}-reason": "x"}, follow=True))


def test_the_mail_goes_out_again_to_the_buyer_and_nobody_else(rathaus: Client, bakery: Business) -> None:
    voucher = sold(bakery, email="oma@example.org")

    rathaus.post(f"{OFFICE}{voucher.pk}/mail/", {"email": "dieb@evil.example"})

    assert list(outbox().values_list("kind", "recipient")) == [("vouchers.vouchers", "oma@example.org")]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.detail) == ("order.resent", {})


def test_sales_by_business_and_month(rathaus: Client, bakery: Business) -> None:
    books = make_business(name="Buchhandlung Hafen")
    take(sold(bakery), 1250)
    sold(bakery)
    sold(books, value_cents=2000)
    before = sold(books)
    Voucher.objects.filter(pk=before.pk).update(issued_at=datetime(2025, 6, 1, tzinfo=timezone.get_default_timezone()))
    year = timezone.localdate().year
    period = {"von": f"{year}-01-01", "bis": f"{year}-12-31"}

    page = rathaus.get(f"{OFFICE}verkauf/", period)
    assert (
        "Gutscheine verkauft 3 dafür bezahlt 120,00 € eingelöst 12,50 € der verkauften schon eingelöst 10 % "
        "Betriebe beteiligt 2" in main(page)
    )
    rows = (
        "Bäckerei Jansen 2 100,00 € 12,50 € Buchhandlung Hafen 1 20,00 € 0,00 € Summe aller Betriebe 3 120,00 € 12,50 €"
    )
    assert rows in main(page)

    file = rathaus.get(f"{OFFICE}verkauf.csv", period).getvalue().decode("utf-8-sig").splitlines()
    assert file[1:] == ["Bäckerei Jansen;2;100,00;12,50", "Buchhandlung Hafen;1;20,00;0,00"]


@pytest.mark.parametrize("query", ["von=x&bis=y", "von=2026-13-01", "von=2030-01-01&bis=2020-01-01", "von=0001-01-01"])
def test_a_period_that_makes_no_sense_is_this_year(rathaus: Client, query: str) -> None:
    for path in (f"{OFFICE}verkauf/", "/verwaltung/buchungen/"):
        page = rathaus.get(f"{path}?{query}")
        assert page.status_code == 200
        assert f'value="{timezone.localdate().year}-01-01"' in page.content.decode()


def test_open_amounts_come_out_of_the_books_and_equal_the_vouchers(rathaus: Client, bakery: Business) -> None:
    take(sold(bakery), 1250)
    blocked = sold(bakery, value_cents=2000)
    Voucher.objects.filter(pk=blocked.pk).update(blocked_at=timezone.now())

    page = main(rathaus.get(f"{OFFICE}offen/"))
    assert "stimmen auf den Cent überein" in page
    named = "57,50 € offen laut Buchungen, Bäckerei Jansen 57,50 € 20,00 € 12,50 € eingelöst, Bäckerei Jansen 0,00 €"
    assert named in page

    Voucher.objects.filter(pk=blocked.pk).update(left_cents=1999)
    assert "Buchungen und Gutscheine stimmen nicht überein." in main(rathaus.get(f"{OFFICE}offen/"))


def test_the_books_by_account_and_as_a_table(rathaus: Client, bakery: Business) -> None:
    take(sold(bakery), 1250)

    everything = main(rathaus.get("/verwaltung/buchungen/"))
    assert "Einlösung, Gutschein …" in everything
    assert "Offene Gutscheine: Bäckerei Jansen" in everything
    assert "redeem:" not in everything  # the key is for programs, and stands in the file
    one = main(rathaus.get("/verwaltung/buchungen/", {"konto": "money:sandbox"}))
    assert "Einlösung, Gutschein" not in one
    assert "Stand heute 50,00 €" in one

    file = rathaus.get("/verwaltung/buchungen.csv").getvalue().decode("utf-8-sig").splitlines()
    open_account = [f"open:{bakery.pk}", "Offene Gutscheine: Bäckerei Jansen"]
    assert [line.split(";")[3:] for line in file[1:]] == [
        ["money:sandbox", "Geld: Testkasse", *open_account, "50,00"],
        [*open_account, f"redeemed:{bakery.pk}", "Eingelöst: Bäckerei Jansen", "12,50"],
    ]


def test_staff_stops_an_offer(rathaus: Client, bakery: Business) -> None:
    offer = make_offer(business=bakery)

    assert "Anhalten …" in main(rathaus.get(f"{OFFICE}angebote/{offer.pk}/"))
    stopped = rathaus.post(f"{OFFICE}angebote/{offer.pk}/halt/", {"reason": "Ohne Bild."}, follow=True)
    assert stopped.redirect_chain == [(f"{OFFICE}angebote/{offer.pk}/", 302)]
    assert "Angehalten." in main(stopped)
    assert list(Offer.objects.on_sale()) == []  # type: ignore[attr-defined]
    assert "Wieder im Verkauf." in main(rathaus.post(f"{OFFICE}angebote/{offer.pk}/wiederaufnahme/", follow=True))
    assert list(Offer.objects.on_sale()) == [offer]  # type: ignore[attr-defined]


def test_staff_offers_something_for_a_business_from_its_page(rathaus: Client, bakery: Business) -> None:
    page = rathaus.get(f"/verwaltung/betriebe/{bakery.pk}/").content.decode()
    assert "Gutschein für diesen Betrieb anbieten" in page
    assert f'<input type="hidden" name="betrieb" value="{bakery.pk}">' in page

    data = {"betrieb": bakery.pk, "weiter": "/betrieb/angebote/neu/"}
    form = main(rathaus.post("/betrieb/kasse/betrieb/", data, follow=True))
    assert "Gutschein anbieten Bäckerei Jansen" in form

    Branding.objects.update(modules={"vouchers": False})
    off = rathaus.get(f"/verwaltung/betriebe/{bakery.pk}/").content.decode()
    assert "Gutschein für diesen Betrieb anbieten" not in off

    Branding.objects.update(modules={})
    bakery.closed_at = timezone.now()
    bakery.save()
    closed = rathaus.get(f"/verwaltung/betriebe/{bakery.pk}/").content.decode()
    assert "Gutschein für diesen Betrieb anbieten" not in closed


# What is said to somebody's own shop only; staff fills the same forms in for others.
OF_THE_SHOP = ("Ihr Betrieb", "Ihren Betrieb", "Ihr Gutschein", "Ihrem Eintrag", "bei Ihnen", "Wir liefern", "Wo Sie")


def test_forms_that_staff_fills_in_for_a_business_do_not_take_it_for_the_shop(
    rathaus: Client, bakery: Business
) -> None:
    rathaus.post("/betrieb/kasse/betrieb/", {"betrieb": bakery.pk})
    offer = make_offer(business=bakery)
    for page in (
        *("/verwaltung/betriebe/neu/", f"/verwaltung/betriebe/{bakery.pk}/aendern/", "/betrieb/angebote/neu/"),
        *(f"/betrieb/angebote/{offer.pk}/{step}" for step in ("", "bild/", "pruefen/")),
    ):
        said = main(rathaus.get(page))
        assert not [words for words in OF_THE_SHOP if words in said], page


def test_orders_are_found_by_number_and_standing(rathaus: Client, bakery: Business) -> None:
    paid = sold(bakery, email="oma@example.org").order
    waiting = make_order(offer=make_offer(business=bakery), email="wartet@example.org")

    assert "wartet@example.org" not in main(rathaus.get(f"{OFFICE}bestellungen/", {"q": paid.number}))
    assert "oma@example.org" in main(
        rathaus.get(f"{OFFICE}bestellungen/", {"q": paid.number.lower().replace("-", " ")})
    )
    assert "oma@example.org" in main(rathaus.get(OFFICE, {"q": paid.number}))
    assert "oma@example.org" not in main(rathaus.get(f"{OFFICE}bestellungen/", {"stand": "wartet"}))
    assert waiting.number in main(rathaus.get(f"{OFFICE}bestellungen/", {"stand": "wartet"}))


# session, user and face on each page; then what the page itself asks
QUERIES = {
    OFFICE: 4,  # vouchers
    f"{OFFICE}verkauf/": 12,  # how many, sums, then sold and redeemed by branch and town, by month and by business
    f"{OFFICE}offen/": 9,  # businesses; how many, entries and vouchers, of the page and of all
    f"{OFFICE}bestellungen/": 5,  # orders, their vouchers
    f"{OFFICE}angebote/": 4,  # offers
    "/verwaltung/buchungen/": 9,  # journals, entries, accounts, names, accounts to choose from, balance
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", PAGES)
def test_lists_ask_the_database_the_same_with_one_row_and_with_three(
    rathaus: Client,
    path: str,
    rows: int,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for number in range(rows):
        take(sold(make_business(name=f"Betrieb {number}")), 100)
    rathaus.get(path)  # the host and the face are remembered from here on

    with django_assert_num_queries(QUERIES[path]):
        rathaus.get(path)

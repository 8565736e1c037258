"""The books of many businesses: page by page, with the sums of all; accounts are searched; files hold everything."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from billing.ledger.post import post
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.vouchers.books.views import sales as views
from marketplace.vouchers.models import Voucher
from tests.make import make_business, make_offer, make_order, make_voucher
from tests.words import words

OFFICE = "/verwaltung/gutscheine/"


def sell(business: Business, cents: int) -> Voucher:
    """As the issuing verb leaves it, with its journal."""
    order = make_order(offer=make_offer(business=business, price_cents=cents), fulfilled_at=timezone.now())
    voucher = make_voucher(order=order, value_cents=cents, issued_at=timezone.now())
    lines = [("money:sandbox", cents), (f"open:{business.pk}", -cents)]
    post(f"issue:{order.pk}", at=timezone.now(), memo="Verkauf", lines=lines)
    return voucher


@pytest.fixture
def shops(in_kiel: RegionCard) -> list[Business]:
    """Ähre sold for 10 €, Bude for 30 €, Café for 20 €."""
    made = [make_business(name=name) for name in ("Ähre", "Bude", "Café")]
    for business, cents in zip(made, (1000, 3000, 2000), strict=True):
        sell(business, cents)
    return made


def test_open_amounts_come_by_page_and_their_sum_is_that_of_all(
    office: Client, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 2)
    first = office.get(f"{OFFICE}offen/")
    assert [row.business for row in first.context["rows"]] == ["Ähre", "Bude"]
    assert "Summe aller Betriebe 60,00" in words(first)
    second = office.get(f"{OFFICE}offen/", {"seite": first.context["page"].next_page_number})
    assert [row.business for row in second.context["rows"]] == ["Café"]

    Voucher.objects.filter(business=shops[2]).update(left_cents=1)

    assert "stimmen nicht überein" in words(office.get(f"{OFFICE}offen/"))  # though not on this page
    lines = office.get(f"{OFFICE}offen.csv").getvalue().decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert [line.split(";")[:3] for line in lines[1:]] == [
        ["Ähre", "10,00", "10,00"],
        ["Bude", "30,00", "30,00"],
        ["Café", "20,00", "0,01"],
    ]


def test_the_file_of_many_sales_holds_every_business(
    office: Client, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> list[str]:
        file = office.get(f"{OFFICE}verkauf.csv").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
        return [line.split(";")[0] for line in file.splitlines()[1:]]

    assert lines() == ["Bude", "Café", "Ähre"]
    monkeypatch.setattr("kreislauf.counted.COUNTED", 2)
    assert lines() == ["Ähre", "Bude", "Café"]
    first, again = (words(office.get(f"{OFFICE}verkauf/")) for _ in range(2))
    assert "60,00" in first
    assert first == again  # out of the cache, with its months


def test_an_account_is_searched_by_its_business_or_its_name(office: Client, shops: list[Business]) -> None:
    def offered(text: str) -> list[str]:
        page = office.get("/verwaltung/buchungen/", {"suche": text}).content.decode()
        return re.findall(r'<a class="kl-chip" href="\?konto=([^"]+)">', page)

    assert offered("") == ["money%3Asandbox"]
    assert offered("ahre") == [f"open%3A{shops[0].pk}"]
    assert offered("geld") == ["money%3Asandbox"]
    assert offered("gibt es nicht") == []
    assert "Dazu gibt es kein Konto." in words(office.get("/verwaltung/buchungen/", {"suche": "xyz"}))
    chosen = office.get("/verwaltung/buchungen/", {"konto": f"open:{shops[1].pk}"})
    assert "Offene Gutscheine: Bude" in words(chosen)
    assert [journal.memo for journal in chosen.context["page"]] == ["Verkauf"]


def test_accounts_stand_by_the_name_of_their_business_page_by_page(
    office: Client, shops: list[Business], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.vouchers.books.views.accounts.PER_PAGE", 2)
    sell(make_business(name="Aal"), 500)
    post("own", at=timezone.now(), memo="", lines=[("open", 100), ("opening", -100)])

    def listed(page: str) -> list[str]:
        answer = office.get("/verwaltung/konten/", {"art": "open", "von": "2026-01-01", "seite": page})
        return [name for name, _row, _text in answer.context["rows"]]

    assert listed("") == ["Offene Gutscheine", "Offene Gutscheine: Aal", "Offene Gutscheine: Ähre"]
    assert listed(f"nach-{shops[0].pk}") == ["Offene Gutscheine: Bude", "Offene Gutscheine: Café"]


def test_a_file_that_is_read_late_holds_its_own_regions_rows(
    office: Client, shops: list[Business], dortmund: RegionCard
) -> None:
    file = office.get("/verwaltung/buchungen.csv")
    with stepping_into(dortmund):
        make_business(name="Zeche")
        text = b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert ("Ähre" in text, "Zeche" in text) == (True, False)


def test_staff_searches_the_business_whose_counter_it_stands_at(office: Client, in_kiel: RegionCard) -> None:
    for number in range(13):
        make_business(name=f"Betrieb {number:02}")
    page = office.get("/betrieb/kasse/betrieb/", {"weiter": "/betrieb/kasse/tag/"})
    assert [one.name for one in page.context["page"]] == [f"Betrieb {number:02}" for number in range(12)]
    assert 'name="weiter" value="/betrieb/kasse/tag/"' in page.content.decode()
    found = office.get("/betrieb/kasse/betrieb/", {"q": "betrieb 12"})
    assert [one.name for one in found.context["page"]] == ["Betrieb 12"]
    assert "Dazu gibt es keinen Betrieb." in words(office.get("/betrieb/kasse/betrieb/", {"q": "xyz"}))

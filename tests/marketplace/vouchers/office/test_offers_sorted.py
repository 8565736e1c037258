"""The office sorts its list of offers by a column, over pages of any number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from marketplace.vouchers.office import offers
from tests.make import NOON, make_business, make_offer

LIST = "/verwaltung/gutscheine/angebote/"


@pytest.fixture
def four(in_kiel: object) -> None:
    shops = [make_business(name=name) for name in ("Öz Obst", "Anker")]
    for number, (title, cents) in enumerate([("Äpfel", 500), ("Brot", 2500), ("Chor", 1000), ("Ätherisches", 500)]):
        make_offer(
            title=title, business=shops[number % 2], price_cents=cents, created_at=NOON + timedelta(minutes=number)
        )


def titles(client: Client, query: str) -> list[str]:
    found, page = [], client.get(f"{LIST}?{query}").context["page"]
    while True:
        found += [one.title for one in page]
        if not page.has_next:
            return found
        page = client.get(f"{LIST}?{query}&seite={page.next_page_number}").context["page"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ätherisches", "Chor", "Brot", "Äpfel"]),
        ("sort=angelegt", ["Äpfel", "Brot", "Chor", "Ätherisches"]),
        ("sort=titel", ["Äpfel", "Ätherisches", "Brot", "Chor"]),
        ("sort=titel-ab", ["Chor", "Brot", "Ätherisches", "Äpfel"]),
        ("sort=betrieb", ["Brot", "Ätherisches", "Äpfel", "Chor"]),
        ("sort=betrieb-ab", ["Chor", "Äpfel", "Ätherisches", "Brot"]),
        ("sort=preis", ["Äpfel", "Ätherisches", "Chor", "Brot"]),
        ("sort=preis-ab", ["Brot", "Chor", "Ätherisches", "Äpfel"]),
        ("sort=preis&q=Anker", ["Ätherisches", "Brot"]),
    ],
)
def test_each_order_leads_to_the_end(
    query: str, found: list[str], office: Client, four: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "PER_PAGE", 2)
    assert titles(office, query) == found


def test_the_head_says_by_what_the_list_is_sorted(office: Client, four: None) -> None:
    page = office.get(f"{LIST}?sort=preis").content.decode()
    assert page.count('aria-sort="ascending"') == page.count("aria-sort") == 1
    assert 'href="?sort=preis-ab"' in page

"""The office sorts its list of businesses by a column, over pages of any number, and takes it away as a table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from marketplace.businesses.models import Business
from marketplace.businesses.views import office_list
from tests.make import NOON, make_business, make_category

LIST = "/verwaltung/betriebe/"


@pytest.fixture
def four(in_kiel: object) -> None:
    category = make_category()
    for day, (name, place) in enumerate([("Anker", "Öhe"), ("Boje", "Wik"), ("Crêperie", "Ostufer"), ("Deck", "Öhe")]):
        make_business(name=name, place=place, category=category, submitted_at=NOON - timedelta(days=day % 3))


def pages(client: Client, query: str) -> list[str]:
    """The first letters on each page, as one reads on to the end and back to the beginning."""
    found, page = [], client.get(f"{LIST}?{query}").context["page"]
    while True:
        found.append("".join(one.name[0] for one in page))
        if not page.has_next:
            break
        page = client.get(f"{LIST}?{query}&seite={page.next_page_number}").context["page"]
    if page.has_previous:
        page = client.get(f"{LIST}?{query}&seite={page.previous_page_number}").context["page"]
        assert "".join(one.name[0] for one in page) == found[-2]
    return found


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["AB", "CD"]),
        ("sort=name-ab", ["DC", "BA"]),
        ("sort=ort", ["AD", "CB"]),  # Ö with O, and within a place by name
        ("sort=ort-ab", ["BC", "DA"]),
        ("sort=eingang-ab", ["DA", "BC"]),
        ("sort=eingang", ["CB", "AD"]),
        ("sort=ort&q=Backstube", ["AD", "CB"]),  # of all of them
        ("sort=unsinn", ["AB", "CD"]),
    ],
)
def test_each_order_leads_to_the_end(
    query: str, shown: list[str], office: Client, four: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Business.objects.update(description="Backstube")
    monkeypatch.setattr(office_list, "PER_PAGE", 2)
    assert pages(office, query) == shown


def test_the_head_and_the_search_keep_the_order(office: Client, four: None) -> None:
    page = office.get(f"{LIST}?stand=oeffentlich&sort=ort").content.decode()
    assert page.count("aria-sort") == 1
    assert 'href="?stand=oeffentlich&amp;sort=ort-ab"' in page
    assert 'href="?stand=oeffentlich&amp;sort=eingang-ab"' in page
    assert '<option value="ort" selected>' in page


def test_the_table_is_sorted_as_the_list(office: Client, four: None) -> None:
    table = office.get("/verwaltung/betriebe.csv?sort=ort").getvalue().decode("utf-8-sig").splitlines()
    assert [line[0] for line in table[1:]] == ["A", "D", "C", "B"]

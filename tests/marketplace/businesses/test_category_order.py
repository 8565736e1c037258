"""The order that the office gives to the branches is the order everywhere."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from marketplace.businesses.models import Category
from tests.make import NOON, make_business, make_category, make_offer

FIRST, SECOND, THIRD = "Zimmerei", "Bäckerei", "Gärtnerei"
CHOICES = r"<fieldset.*?</fieldset>|<select.*?</select>|<ul class=.kl-chips.*?</ul>|<tbody.*?</tbody>"
PLACES = [
    "/verwaltung/branchen/",
    "/mitmachen/",
    "/verwaltung/betriebe/neu/",
    "/betriebe/",
    "/karte/",
    "/gutscheine/",
]


@pytest.fixture(autouse=True)
def three(in_kiel: object, ground: None) -> None:
    """Each with a business and an offer, stored in another order than they stand in."""
    Category.objects.all().delete()
    for name, position in ((SECOND, 2), (THIRD, 3), (FIRST, 1)):
        category = make_category(name=name)
        Category.objects.filter(pk=category.pk).update(position=position)
        make_offer(business=make_business(name=f"Betrieb {position}", category=category), published_at=NOON)


@pytest.mark.parametrize("path", PLACES)
def test_every_list_of_branches_stands_in_the_same_order(office: Client, path: str) -> None:
    assert _order(office, path) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("path", ["/betriebe/", "/karte/", "/gutscheine/"])
def test_it_is_the_same_where_there_are_too_many_to_be_counted(
    office: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kreislauf.counted.COUNTED", 2)
    assert _order(office, path) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("path", PLACES)
def test_an_arrow_moves_a_branch_everywhere(office: Client, path: str) -> None:
    lower = Category.objects.get(name=SECOND)
    office.post(f"/verwaltung/branchen/{lower.pk}/platz/", {"richtung": "hoch"})
    assert _order(office, path) == [SECOND, FIRST, THIRD]


def _order(client: Client, path: str) -> list[str]:
    """The names where somebody chooses among them: the boxes of a filter, the chips of the map, a select, a table."""
    page = client.get(path).content.decode()
    choices = re.findall(CHOICES, page, re.S)
    chosen = next(choice for choice in choices if FIRST in choice)
    return sorted((FIRST, SECOND, THIRD), key=chosen.index)

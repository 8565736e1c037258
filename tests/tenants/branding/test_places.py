"""The navigation leads somewhere, and only where a person may go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from tenants.branding.places import BUSINESS, HELP, LEGAL, OFFICE, PUBLIC, Entry, Place, places
from tests.make import make_business, make_owner, make_user


@pytest.mark.parametrize("entry", [*PUBLIC, *HELP, *LEGAL, *OFFICE, *BUSINESS], ids=lambda entry: entry.route)
def test_every_place_of_the_navigation_is_a_route(entry: Entry) -> None:
    assert reverse(entry.route, "kreislauf.urls_region").startswith("/")


def test_an_editor_sees_no_place_that_is_for_administrators() -> None:
    routes = [place.url for place in places(OFFICE, audiences={"editor"})]

    assert "/verwaltung/" in routes
    assert "/verwaltung/erscheinungsbild/" not in routes


def test_a_business_is_led_to_its_own_pages_and_staff_to_theirs(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    owner = client_for(in_kiel, user=make_owner(make_business())).get("/kontakt/").content.decode()
    editor = client_for(in_kiel, user=make_user(role=Role.EDITOR)).get("/kontakt/").content.decode()

    assert "Mein Betrieb" in owner
    assert "/verwaltung/" not in owner
    assert 'href="/verwaltung/"' in editor


def test_of_two_places_above_a_page_the_nearer_is_marked() -> None:
    links = [Place("Gutscheine", "/g/"), Place("Verkauf", "/g/verkauf/")]
    page = Template("{% for link in links %}[{% current link.url among=links %}]{% endfor %}")

    def marks(path: str) -> str:
        return page.render(Context({"links": links, "request": RequestFactory().get(path)}))

    assert marks("/g/") == '[ aria-current="page"][]'
    assert marks("/g/verkauf/") == '[][ aria-current="page"]'
    assert marks("/g/verkauf/2026/") == '[][ aria-current="true"]'
    assert marks("/g/7/") == '[ aria-current="true"][]'

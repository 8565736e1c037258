"""Nobody takes a trial for the real thing: each page of those who sell and of those who run it says which it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from kreislauf.regions import RegionCard, stepping_into
from tests.make import make_business, make_owner
from tests.tenants.operators.operators import signed_in

pytestmark = pytest.mark.django_db
TRIAL, REAL = "Testbetrieb: Es fließt kein Geld.", "Echter Betrieb"


@pytest.fixture
def pages(in_kiel: RegionCard, office: Client, client_for: Callable[..., Client]) -> dict[str, Callable[[], str]]:
    owner = client_for(in_kiel, user=make_owner(make_business()))
    with stepping_into(None):
        operator = signed_in()
    asked = {
        "office": (office, "/verwaltung/"),
        "an office's list": (office, "/verwaltung/betriebe/"),
        "business": (owner, "/betrieb/"),
        "till": (owner, "/betrieb/kasse/"),
        "operators": (operator, "/"),
    }
    return {name: lambda c=client, p=path: c.get(p).content.decode() for name, (client, path) in asked.items()}


def test_where_no_money_moves_every_page_says_so(pages: dict[str, Callable[[], str]], settings: Settings) -> None:
    settings.PAYMENTS_LIVE = False
    assert {name: TRIAL in page() for name, page in pages.items()} == dict.fromkeys(pages, True)
    assert not any(REAL in page() for page in pages.values())


def test_where_money_is_real_a_small_word_says_so(pages: dict[str, Callable[[], str]], settings: Settings) -> None:
    settings.PAYMENTS_LIVE = True
    assert {name: REAL in page() for name, page in pages.items()} == dict.fromkeys(pages, True)
    assert not any(TRIAL in page() for page in pages.values())


def test_buyers_read_nothing_of_it_on_public_pages(site: Client) -> None:
    assert TRIAL not in site.get("/").content.decode()

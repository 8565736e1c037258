"""The front page's one box over everything."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.search.vocabulary import write_vocabulary
from tenants.branding.models import Branding
from tests.make import NOON, make_business, make_offer
from tests.words import words


@pytest.fixture(autouse=True)
def empty_cache() -> Any:
    cache.clear()
    yield
    cache.clear()


def test_one_box_finds_the_newest_of_each_list(site: Client, in_kiel: RegionCard) -> None:
    for number in range(7):
        shop = make_business(
            name=f"Radladen {number}", slug=f"rad-{number}", approved_at=NOON + timedelta(hours=number), place="Wik"
        )
    make_offer(business=shop, title="Radcheck", description="Bremsen und Licht")
    make_offer(business=make_business(name="Wartet", approved_at=None), title="Rad unsichtbar")
    page = site.get("/suche/?q=Rad")
    html = page.content.decode()
    assert re.findall(r"Radladen \d</a>", html) == [f"Radladen {number}</a>" for number in (6, 5, 4, 3, 2)]
    assert '<a class="kl-hit__t" href="/betriebe/rad-6/">' in html
    assert "Radcheck" in html
    assert "unsichtbar" not in html
    assert "8 Treffer für „Rad“" in words(page)
    assert "Auch gesucht: Fahrrad, Bike, Velo" in words(page)
    assert 'href="/betriebe/?q=Rad"' in html
    assert "Betriebe: alle 7 Treffer" in words(page)
    assert (page["Cache-Control"].startswith("public"), dict(page.cookies)) == (True, {})


def test_a_place_narrows_it_and_a_list_that_is_chosen_takes_over(site: Client, in_kiel: RegionCard) -> None:
    make_business(name="Radladen Wik", slug="wik", place="Wik")
    gaarden = make_business(name="Radladen Gaarden", slug="gaarden", place="Gaarden")
    make_offer(business=gaarden, title="Radcheck")
    page = site.get("/suche/?q=Rad&ort=Gaarden")
    assert re.findall(r'class="kl-hit__t" href="([^"]+)"', page.content.decode())[-1] == "/betriebe/gaarden/"
    assert "Wik</a>" not in page.content.decode()
    for path in ("/betriebe/", "/gutscheine/"):
        assert f'href="{path}?q=Rad&amp;ort=Gaarden"' in page.content.decode()
    assert site.get("/suche/?q=Rad&ort=Wik&art=betriebe")["Location"] == "/betriebe/?q=Rad&ort=Wik"


def test_without_a_hit_it_suggests_and_leads_on(site: Client, in_kiel: RegionCard) -> None:
    make_business(name="Gärtnerei Wald", description="")
    write_vocabulary()
    page = site.get("/suche/?q=Gärtnrei")
    assert "Dazu gibt es gerade nichts." in words(page)
    assert 'href="/suche/?q=G%C3%A4rtnerei&amp;ort=">Gärtnerei</a>?' in page.content.decode()
    assert '<a class="kern-btn kern-btn--secondary" href="/gutscheine/"' in page.content.decode()


def test_without_a_question_it_shows_the_box(site: Client) -> None:
    page = site.get("/suche/")
    assert page.status_code == 200
    assert "Treffer für" not in words(page)


def test_htmx_gets_the_results_alone(site: Client, in_kiel: RegionCard) -> None:
    make_business(name="Radladen")
    part = site.get("/suche/?q=Rad", HTTP_HX_REQUEST="true").content.decode()
    assert part.lstrip().startswith('<div id="ergebnis">')
    assert "Radladen" in part


def test_a_slice_that_is_off_is_not_searched(site: Client, in_kiel: RegionCard) -> None:
    make_offer(title="Frühstück")
    assert "Frühstück</a>" in site.get("/suche/?q=Frühstück").content.decode()
    Branding.objects.update(modules={"vouchers": False})
    assert "Frühstück</a>" not in site.get("/suche/?q=Frühstück").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_as_many_queries(rows: int, site: Client, in_kiel: RegionCard, django_assert_num_queries) -> None:
    for number in range(rows):
        make_offer(business=make_business(name=f"Radladen {number}"), title="Rad")
    site.get("/suche/?q=Rad")
    with django_assert_num_queries(13):  # region and host, branding, synonyms, each list, neighbours of three
        site.get("/suche/?q=Rad")

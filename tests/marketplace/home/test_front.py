"""The front page, a business's page with its offers, and what programs ask for."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.vouchers.books.sold import sold_per_week
from tests.make import NOON, make_business, make_offer, make_voucher
from tests.words import words


def test_an_empty_region_has_a_front_page_that_invites(site: Client) -> None:
    page = words(site.get("/"))
    assert "Sie haben einen Betrieb in Kiel?" in page
    assert "Frisch im Gutscheinladen" not in page


def test_newest_offers_and_true_numbers(site: Client) -> None:
    bakery = make_business()
    for number in range(5):
        make_offer(business=bakery, title=f"Frühstück {number}", published_at=NOON + timedelta(hours=number))
    make_offer(business=make_business(name="Wartet", approved_at=None), title="Unsichtbar")
    page = words(site.get("/"))
    assert re.findall(r"Frühstück \d", page) == ["Frühstück 4", "Frühstück 3", "Frühstück 2", "Frühstück 1"]
    assert "Alle 5 Gutscheine" in page
    assert "Unsichtbar" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_front_page_takes_as_many_queries(rows: int, site: Client, django_assert_num_queries) -> None:
    for number in range(rows):
        make_offer(business=make_business(name=f"Betrieb {number}"))
    # region and host, branding twice, offers, places, businesses, vouchers, weeks, newest, actions, listings and
    # campaigns twice, the region's own voucher
    with django_assert_num_queries(26):
        assert len(site.get("/").context["sections"][0].context["newest"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_business_page_takes_as_many_queries(rows: int, site: Client, django_assert_num_queries) -> None:
    bakery = make_business(slug="b", latitude=54.3, longitude=10.1)
    for number in range(rows):
        make_offer(business=bakery, title=f"Angebot {number}")
    # region and host, business, offers, actions, listings, meetings, campaigns, memberships, branding
    with django_assert_num_queries(11):
        assert len(site.get("/betriebe/b/").context["sections"][0].context["offers"]) == rows


def test_a_business_page_for_people_and_for_search_engines(site: Client) -> None:
    make_offer(
        business=make_business(
            slug="b",
            name="Jansen </script><b>&",
            hours=[{"day": 0, "from": "09:00", "to": "18:00"}],
            changed_hours="Diese Woche zu",
            web_shop="https://laden.example",
            latitude=54.3,
            longitude=10.1,
        ),
        title="Frühstück",
    )
    page = site.get("/betriebe/b/")
    html = page.content.decode()
    assert "Diese Woche zu" in words(page)
    assert "Montag 9:00 – 18:00" in words(page)
    assert "Gutscheine von Jansen" in words(page)
    assert 'href="https://laden.example" rel="noopener nofollow"' in html
    assert "backstube@example.org" not in html
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])
    assert (data["@type"], data["name"], data["url"]) == (
        "LocalBusiness",
        "Jansen </script><b>&",
        "http://kiel.localhost/betriebe/b/",
    )
    assert data["openingHoursSpecification"][0]["opens"] == "09:00"


def test_waiting_and_closed_businesses_have_no_page(site: Client) -> None:
    make_business(slug="neu", approved_at=None)
    make_business(slug="zu", closed_at=NOON)
    assert [site.get(f"/betriebe/{slug}/").status_code for slug in ("neu", "zu", "nie")] == [404, 404, 404]


def test_the_finder_leads_to_the_list_that_was_chosen(site: Client) -> None:
    assert site.get("/suche/?q=Brot&ort=Wik&art=betriebe")["Location"] == "/betriebe/?q=Brot&ort=Wik"
    assert site.get("/suche/?q=&ort=&art=gutscheine")["Location"] == "/gutscheine/"


PUBLIC = [
    "/",
    "/betriebe/",
    "/betriebe/b/",
    "/karte/",
    "/betriebe.geojson",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_set_no_cookie_and_are_kept(path: str, site: Client, ground: None) -> None:
    make_business(slug="b")
    first = site.get(path)
    assert (first.status_code, dict(first.cookies)) == (200, {})
    assert first["Cache-Control"].startswith("public, max-age=")
    again = site.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_pages_of_people_who_are_signed_in_are_nobody_elses(kiel: RegionCard, in_kiel: RegionCard, client_for) -> None:
    from tests.make import make_user

    page = client_for(kiel, user=make_user()).get("/")
    assert (page["Cache-Control"], page.has_header("ETag")) == ("private, no-store", False)


def test_sold_per_week_hides_what_is_few(in_kiel: RegionCard) -> None:
    bakery = make_business()
    for _ in range(9):
        make_voucher(business=bakery, value_cents=2500, issued_at=NOON)
    make_voucher(business=bakery, value_cents=2500, issued_at=NOON - timedelta(weeks=11))
    assert sold_per_week(NOON) is None
    make_voucher(business=bakery, value_cents=2500, issued_at=NOON)
    make_voucher(business=bakery, value_cents=2500, issued_at=NOON - timedelta(weeks=12))
    sold = sold_per_week(NOON)
    assert sold is not None
    assert (sold.count, sold.sum_cents) == (11, 27500)
    assert [week.count for week in sold.weeks] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10]
    assert [week.is_few for week in sold.weeks if week.count] == [True, False]


def test_what_programs_ask_for(site: Client) -> None:
    make_offer(business=make_business(slug="b"))
    assert "Disallow: /verwaltung/" in site.get("/robots.txt").content.decode()
    sitemap = site.get("/sitemap.xml").content.decode()
    assert "<loc>http://kiel.localhost/betriebe/b/</loc>" in sitemap
    assert sitemap.count("/gutscheine/") == 2
    security = site.get("/.well-known/security.txt").content.decode()
    assert security.startswith("Contact: mailto:")
    assert timezone.now().isoformat() < re.findall("Expires: (.*)", security)[0]


def test_the_language_is_kept_in_a_cookie_and_forgotten_with_german(site: Client) -> None:
    answer = site.post("/sprache/", {"sprache": "en", "zurueck": "/betriebe/"})
    assert (answer["Location"], answer.cookies["sprache"].value) == ("/betriebe/", "en")
    assert site.get("/betriebe/")["Content-Language"] == "en"
    assert site.post("/sprache/", {"sprache": "de", "zurueck": "//evil.example"})["Location"] == "/"
    assert site.get("/betriebe/")["Content-Language"] == "de"
    assert dict(site.post("/sprache/", {"sprache": "tlh"}).cookies) == {}

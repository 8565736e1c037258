"""The list of offers: what neighbours find, and what it costs the database."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard
from marketplace.vouchers.models import Offer, OfferKind
from tenants.regions import lookup
from tests.conftest import make_client
from tests.make import NOON, make_business, make_category, make_offer, make_user

pytestmark = pytest.mark.django_db

LIST = "/gutscheine/"
# The host (2), the region's face, how many, the page, the branches and places with their counts, what a subsidy adds.
QUERIES = 7


def titles(client: Client, query: str = "") -> list[str]:
    html = client.get(LIST + query).content.decode()
    return re.findall(r'kl-tic__h">\s*<a href="[^"]+">([^<]+)</a>', html)


def test_the_list_takes_as_many_queries_with_three_offers_as_with_one(
    ute: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_offer()
    with django_assert_num_queries(QUERIES):
        assert len(titles(ute)) == 1
    for number in range(2):
        make_offer(title=f"Angebot {number}", business=make_business(category=make_category(name=f"Bereich {number}")))
    lookup.forget_cards()
    with django_assert_num_queries(QUERIES):
        assert len(titles(ute)) == 3


def test_an_empty_region_says_so_and_invites_businesses(ute: Client) -> None:
    page = ute.get(LIST).content.decode()
    assert "Die ersten Gutscheine kommen bald." in page
    assert "Wenn nichts anderes dabeisteht, gilt ein Gutschein bis zum Ende" in page


def test_only_what_can_be_bought_is_listed(ute: Client) -> None:
    make_offer(title="Zu haben")
    make_offer(title="Entwurf", published_at=None)
    make_offer(title="Gestoppt", stopped_at=NOON)
    make_offer(title="Ausverkauft", stock_left=0)
    make_offer(title="Nicht freigegeben", business=make_business(approved_at=None))
    make_offer(title="Geschlossen", business=make_business(closed_at=NOON))
    assert titles(ute) == ["Zu haben"]


@pytest.mark.parametrize("words", ["fruhstuck", "FRÜHSTÜCK", "kaffee Wik", "gastronomie", "kajute", "für zwei"])
def test_the_search_forgives_umlauts_and_case_and_looks_everywhere(ute: Client, words: str) -> None:
    make_offer(
        title="Frühstück für zwei", description="Mit Kaffee.", business=make_business(name="Kajüte", place="Wik")
    )
    make_offer(
        title="Schnitt", business=make_business(name="Salon", place="Altstadt", category=make_category(name="Haare"))
    )
    assert titles(ute, f"?q={words}") == ["Frühstück für zwei"]


def test_filters_narrow_by_branch_place_and_price_and_can_be_taken_away_one_by_one(ute: Client) -> None:
    cafe, books = make_category(name="Café"), make_category(name="Bücher")
    make_offer(title="Brunch", price_cents=2500, business=make_business(category=cafe, place="Wik"))
    make_offer(title="Torte", price_cents=5100, business=make_business(category=cafe, place="Wik"))
    make_offer(title="Roman", price_cents=2000, business=make_business(category=books, place="Gaarden"))
    query = f"?bereich={cafe.slug}&ort=Wik&max=50"
    assert titles(ute, query) == ["Brunch"]
    chips = re.findall(r'class="kl-chip" href="([^"]+)">\s*([^<]+)<', ute.get(LIST + query).content.decode())
    assert chips == [
        ("/gutscheine/?ort=Wik&amp;max=50", "Café"),
        (f"/gutscheine/?bereich={cafe.slug}&amp;max=50", "Wik"),
        (f"/gutscheine/?bereich={cafe.slug}&amp;ort=Wik", "bis 50 €"),
    ]


def test_each_filter_tells_how_many_offers_stand_behind_it(ute: Client) -> None:
    cafe, books = make_category(name="Café"), make_category(name="Bücher")
    for number in range(3):
        make_offer(title=f"Brunch {number}", business=make_business(category=cafe, place="Wik"))
    make_offer(title="Roman", business=make_business(category=books, place="Gaarden"))
    html = ute.get(f"{LIST}?bereich={cafe.slug}").content.decode()
    counted = re.findall(r'<span>([^<]+)</span>\s*<span class="kl-cnt">\s*<span aria-hidden="true">(\d+)</span>', html)
    assert counted == [("Bücher", "1"), ("Café", "3"), ("Wik", "3")]


def test_a_swap_brings_the_map_and_the_numbers_along(ute: Client, ground: None) -> None:
    make_offer(title="Brunch", business=make_business(place="Wik", latitude=54.3, longitude=10.1))
    part = ute.get(f"{LIST}?q=brunch", HTTP_HX_REQUEST="true").content.decode()
    assert re.search(r'<aside\s+class="kl-side"\s+id="karte"[^>]*data-hx-swap-oob="true"\s*>', part)
    assert 'data-points="/gutscheine.geojson?q=brunch"' in part
    assert '<div id="wahl" data-hx-swap-oob="true">' in part


def test_offers_can_be_sorted(ute: Client) -> None:
    make_offer(title="Mittel", price_cents=3000, business=make_business(name="B"))
    make_offer(title="Frei", kind=OfferKind.FREE, price_cents=None, min_cents=1000, max_cents=9000,
               business=make_business(name="C"))  # fmt: skip
    make_offer(title="Teuer", price_cents=5000, business=make_business(name="Ä"))
    assert titles(ute) == ["Teuer", "Frei", "Mittel"]
    assert titles(ute, "?sort=preis") == ["Frei", "Mittel", "Teuer"]
    assert titles(ute, "?sort=preis-ab") == ["Teuer", "Mittel", "Frei"]
    assert titles(ute, "?sort=name") == ["Teuer", "Mittel", "Frei"]


def test_a_page_holds_twenty_four_and_the_next_keeps_the_filters(ute: Client) -> None:
    business = make_business()
    for number in range(25):
        make_offer(title=f"Angebot {number}", business=business)
    html = ute.get(f"{LIST}?q=Angebot").content.decode()
    assert html.count('class="kl-tic"') == 24
    assert 'href="?q=Angebot&amp;seite=2"' in html
    assert len(titles(ute, "?q=Angebot&seite=2")) == 1


@pytest.mark.parametrize(
    "query",
    [
        "?max=abc",
        "?seite=-1",
        "?seite=zwei",
        "?bereich=gibt-es-nicht",
        "?q=" + "a" * 5000,
    ],
)
def test_nonsense_in_the_address_is_answered_with_a_page(ute: Client, query: str) -> None:
    make_offer()
    assert ute.get(LIST + query).status_code == 200


def test_a_search_without_result_says_so_and_leads_back_to_all(ute: Client) -> None:
    make_offer()
    html = ute.get(f"{LIST}?q=Zeppelin").content.decode()
    assert "Dazu gibt es gerade nichts." in html
    assert 'href="/gutscheine/"><span class="kern-label">Alle Gutscheine zeigen' in html


def test_htmx_gets_the_results_alone(ute: Client) -> None:
    make_offer()
    whole, part = ute.get(LIST), ute.get(f"{LIST}?q=&max=&sort=preis", HTTP_HX_REQUEST="true")
    assert part["HX-Push-Url"] == "/gutscheine/?sort=preis"
    assert part.content.decode().lstrip().startswith('<div class="kl-res" id="ergebnis">')
    assert "<html" not in part.content.decode()
    assert "HX-Request" in whole["Vary"]


def test_the_list_sets_no_cookie_and_is_kept_by_browsers(ute: Client) -> None:
    make_offer()
    first = ute.get(LIST)
    assert (dict(first.cookies), first["Cache-Control"]) == ({}, "public, max-age=0, must-revalidate")
    assert ute.get(LIST, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


def test_the_map_shows_the_businesses_of_the_offers_found(ute: Client) -> None:
    pinned = make_business(name="Kajüte", latitude=54.3, longitude=10.1)
    make_offer(business=pinned)
    make_offer(business=pinned, title="Noch eins")
    make_offer(business=make_business(name="Ohne Stecknadel"))
    make_offer(business=make_business(name="Ausverkauft", latitude=54.3, longitude=10.2), stock_left=0)
    assert ute.get("/gutscheine.geojson").json() == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [10.1, 54.3]},
                "properties": {"n": "Kajüte", "d": "2 Gutscheine", "u": pinned.get_absolute_url()},
            }
        ],
    }


def test_the_map_takes_two_queries_beside_the_hosts_however_many_there_are(
    ute: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make_offer(business=make_business(latitude=54.3, longitude=10.1 + number))
    with django_assert_num_queries(5):  # the host (2), whether vouchers are on, how many, the offers
        assert len(ute.get("/gutscheine.geojson").json()["features"]) == 3


def test_the_list_is_drawn_anew_for_each_value_language_and_reader(ute: Client, in_kiel: RegionCard) -> None:
    offer = make_offer(title="Frühstück")
    german = ute.get(LIST).content.decode()
    ute.cookies["sprache"] = "en"
    english = ute.get(LIST).content.decode()
    del ute.cookies["sprache"]
    Offer.objects.filter(pk=offer.pk).update(stock_left=3)
    changed = ute.get(LIST).content.decode()
    staff = make_client(in_kiel, user=make_user()).get(LIST).content.decode()
    assert ("Search" in english, "nur noch 3" in german, "nur noch 3" in changed) == (True, False, True)
    assert ("Verwaltung" in changed, "Verwaltung" in staff) == (False, True)
    assert "Verwaltung" not in ute.get(LIST).content.decode()

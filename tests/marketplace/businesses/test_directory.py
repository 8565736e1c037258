"""The directory, the map and their data, as neighbours and search engines see them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses import hours
from marketplace.businesses.models import Business
from tests.make import NOON, make_business, make_category, make_offer
from tests.words import words

ALWAYS = [{"day": day, "from": "00:00", "to": "00:00"} for day in range(7)]


def names(site: Client, query: str = "") -> list[str]:
    page = site.get(f"/betriebe/?{query}")
    assert page.status_code == 200
    return [business.name for business in page.context["page"]]


def test_german_order_and_only_what_is_public(site: Client, in_kiel: RegionCard) -> None:
    for name in ("Zwieback", "Ölmühle", "ofen", "Äpfel", "Apfelhof"):
        make_business(name=name)
    make_business(name="Wartet", approved_at=None)
    make_business(name="Zu", closed_at=NOON)
    assert names(site) == ["Äpfel", "Apfelhof", "ofen", "Ölmühle", "Zwieback"]


def test_filters(site: Client, in_kiel: RegionCard) -> None:
    food, craft = make_category(name="Essen"), make_category(name="Handwerk")
    make_business(name="Bäckerei", category=food, place="Wik", delivers=True, hours=ALWAYS)
    make_business(name="Schmiede", category=craft, place="Gaarden", web_shop="https://schmiede.example")
    make_business(name="Café", category=food, place="Gaarden")

    assert names(site, "q=BACKEREI") == ["Bäckerei"]
    assert names(site, "q=gaarden+cafe") == ["Café"]
    assert names(site, f"bereich={food.slug}") == ["Bäckerei", "Café"]
    assert names(site, f"bereich={food.slug}&bereich={craft.slug}&ort=Gaarden") == ["Café", "Schmiede"]
    assert names(site, "liefert=1") == ["Bäckerei"]
    assert names(site, "shop=1") == ["Schmiede"]
    assert names(site, "offen=1") == ["Bäckerei"]
    assert names(site, "bereich=gibtesnicht") == []
    assert names(site, "ort=%27%3B&seite=99999") == []
    assert "Dazu gibt es gerade nichts." in words(site.get("/betriebe/?q=xyz"))


def test_a_swap_gets_the_results_the_map_and_the_choices_alone(site: Client, ground: None) -> None:
    make_business(name="Bäckerei")
    part = site.get("/betriebe/?q=back", HTTP_HX_REQUEST="true")
    assert part.content.strip().startswith(b'<div class="kl-res" id="ergebnis">')
    assert b"<html" not in part.content
    assert 'data-points="/betriebe.geojson?q=back"' in part.content.decode()
    assert '<div id="wahl" data-hx-swap-oob="true">' in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_without_a_ground_there_is_no_map_anywhere_and_the_way_is_a_link(site: Client, in_kiel: RegionCard) -> None:
    make_business(name="Bäckerei", slug="b", street="Markt 1", latitude=54.35, longitude=10.13)
    pages = {path: site.get(path).content.decode() for path in ("/", "/betriebe/", "/betriebe/b/", "/mitmachen/")}
    assert [path for path, html in pages.items() if "kl-map" in html or 'href="/karte/"' in html] == []
    assert "Standort dieses Geräts nehmen" in pages["/mitmachen/"]
    assert site.get("/karte/?q=back")["Location"] == "/betriebe/?q=back"
    assert 'href="https://www.openstreetmap.org/directions?to=54.35%2C10.13"' in pages["/betriebe/b/"]
    assert 'href="geo:54.35,10.13?q=Markt%201%2C%20' in pages["/betriebe/b/"]


def test_with_a_ground_the_map_is_there(site: Client, ground: None) -> None:
    make_business(name="Bäckerei", slug="b", latitude=54.35, longitude=10.13)
    for path in ("/betriebe/", "/betriebe/b/", "/karte/"):
        assert 'data-tiles="/-/karte/{z}/{x}/{y}"' in site.get(path).content.decode()
    assert 'href="/karte/"' in site.get("/").content.decode()
    assert "data-canvas" in site.get("/mitmachen/").content.decode()


def test_a_card_says_until_when_it_is_open_and_how_many_vouchers_there_are(site: Client, in_kiel: RegionCard) -> None:
    whole_week = [{"day": day, "from": "00:00", "to": "23:59"} for day in range(7)]
    make_offer(business=make_business(name="Bäckerei", hours=whole_week))
    assert "Jetzt geöffnet bis 23:59 Uhr" in words(site.get("/betriebe/"))
    assert "1 Gutschein" in words(site.get("/betriebe/"))


def test_nobody_is_open_but_somebody_will_be(site: Client, in_kiel: RegionCard) -> None:
    now = timezone.localtime()
    make_business(name="Bäckerei", hours=[{"day": (now.weekday() + 2) % 7, "from": "07:00", "to": "07:30"}])
    page = words(site.get("/betriebe/?offen=1"))
    assert "Gerade hat niemand geöffnet, der dazu passt. Als Nächstes öffnet jemand am " in page
    assert "um 7:00 Uhr." in page
    assert "Schreiben Sie das Wort anders" in words(site.get("/betriebe/?q=xyz"))


def test_many_places_are_folded_and_their_numbers_say_of_what(site: Client, in_kiel: RegionCard) -> None:
    for number in range(10):
        make_business(name=f"Betrieb {number}", place=f"Ort {number}")
    html = site.get("/betriebe/").content.decode()
    shown, folded = html.split('<details class="kl-fs__more" id="mehr-ort">')
    assert (shown.count('name="ort"'), folded.count('name="ort"')) == (8, 2)
    assert "2 weitere" in folded
    assert "data-narrow" in shown
    assert "Ort 1 1 1 Betrieb" in words(site.get("/betriebe/"))  # the first 1 is for the eye, the rest is read out
    chosen = site.get("/betriebe/?ort=Ort+9").content.decode()
    assert '<details class="kl-fs__more" id="mehr-ort" open>' in chosen


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    rows: int, site: Client, in_kiel: RegionCard, django_assert_num_queries
) -> None:
    for number in range(rows):
        make_business(name=f"Betrieb {number}", category=make_category(name=f"Bereich {number}"))
    # region and host, branding, how many in all, categories and places, count, page, offers of each
    with django_assert_num_queries(9):
        assert len(names(site)) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_does_so_too(rows: int, site: Client, ground: None, django_assert_num_queries) -> None:
    for number in range(rows):
        make_business(name=f"Betrieb {number}", latitude=54.3, longitude=10.1)
    with django_assert_num_queries(7):  # region and host, branding, how many in all, categories, count, page
        assert len(site.get("/karte/").context["page"]) == rows


def test_points_of_what_is_public_and_has_a_pin(site: Client, in_kiel: RegionCard) -> None:
    make_business(name="Bäckerei", slug="baeckerei", place="Wik", latitude=54.35, longitude=10.13)
    make_business(name="Ohne Nadel")
    make_business(name="Wartet", approved_at=None, latitude=54.0, longitude=10.0)

    answer = site.get("/betriebe.geojson")

    assert answer.json() == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [10.13, 54.35]},
                "properties": {"n": "Bäckerei", "d": "Gastronomie & Café · Wik", "u": "/betriebe/baeckerei/"},
            }
        ],
    }
    again = site.get("/betriebe.geojson", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert answer["Cache-Control"] == "public, max-age=60"


def test_points_of_one_region_are_not_another_ones(
    in_kiel: RegionCard, dortmund: RegionCard, site: Client, client_for
) -> None:
    make_business(name="Bäckerei", latitude=54.35, longitude=10.13)
    assert len(site.get("/betriebe.geojson").json()["features"]) == 1
    assert client_for(dortmund).get("/betriebe.geojson").json()["features"] == []


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 2, 8, 59, tzinfo=UTC), True),  # Monday 9:59 in Kiel
        (datetime(2026, 11, 2, 7, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 2, 17, 0, tzinfo=UTC), False),  # closes at 18:00 sharp
        (datetime(2026, 11, 6, 23, 30, tzinfo=UTC), True),  # Saturday 0:30, still Friday's evening
        (datetime(2026, 11, 7, 1, 0, tzinfo=UTC), False),
    ],
)
def test_open_now_is_the_same_in_python_and_in_the_database(
    moment: datetime, expected: bool, in_kiel: RegionCard
) -> None:
    spans = [{"day": 0, "from": "09:00", "to": "18:00"}, {"day": 4, "from": "20:00", "to": "02:00"}]
    bar = make_business(hours=spans)
    assert hours.is_open(spans, moment) is expected  # type: ignore[arg-type]
    assert (bar in Business.objects.open_at(moment)) is expected


def test_the_sentence_says_when_it_opens_again() -> None:
    spans: list[hours.Span] = [{"day": 0, "from": "09:00", "to": "18:00"}, {"day": 3, "from": "10:30", "to": "12:00"}]
    monday = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
    assert hours.sentence(spans, monday) == "Jetzt geöffnet bis 18:00 Uhr"
    assert hours.sentence(spans, monday.replace(hour=6)) == "Geschlossen, öffnet heute um 9:00 Uhr"
    assert hours.sentence(spans, monday.replace(hour=19)) == "Geschlossen, öffnet am Donnerstag um 10:30 Uhr"
    assert hours.sentence(spans, monday.replace(day=4, hour=19)) == "Geschlossen, öffnet morgen um 10:30 Uhr"
    assert hours.sentence([], monday) == ""


def test_changed_hours_go_by_themselves(in_kiel: RegionCard) -> None:
    bakery = make_business(changed_hours="Nur vormittags", changed_hours_until=date(2026, 11, 2))
    assert bakery.special_hours(date(2026, 11, 2)) == "Nur vormittags"
    assert bakery.special_hours(date(2026, 11, 3)) == ""


def test_places_are_sorted_as_a_telephone_book_does(in_kiel: RegionCard, site: Client) -> None:
    for place in ("Zarpen", "Öhrstadt", "Ärla", "Ødis", "Nortorf"):
        make_business(place=place)
    expected = ["Ärla", "Nortorf", "Ødis", "Öhrstadt", "Zarpen"]
    assert [choice.value for choice in site.get("/betriebe/").context["places"]] == expected
    assert list(site.get("/").context["places"]) == expected

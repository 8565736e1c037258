"""What everybody sees of the partners."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard
from marketplace.partners.bodies.show import hide, show
from marketplace.partners.models import Body, BodyKind
from tests.make import NOON, make_body, make_business, make_membership
from tests.words import words


def test_the_list_shows_those_that_are_shown_in_the_office_s_order(site: Client, chamber: Body) -> None:
    Body.objects.filter(pk=chamber.pk).update(position=2)
    make_body(name="DGB Kiel", kind=BodyKind.UNION, position=1)
    make_body(name="Noch geheim", shown_at=None)

    said = words(site.get("/partner/"))

    assert said.index("DGB Kiel") < said.index("Industrie- und Handelskammer")
    assert "Noch geheim" not in said


def test_the_list_is_narrowed_by_kind_and_words(site: Client, chamber: Body) -> None:
    make_body(name="DGB Kiel", kind=BodyKind.UNION, text_md="Wir beraten zur Kurzarbeit.")

    assert "DGB" not in words(site.get("/partner/?art=chamber"))
    assert "Handelskammer" not in words(site.get("/partner/?q=kurzarbeit"))
    assert "Dazu gibt es keinen Partner." in words(site.get("/partner/?art=mond"))


def test_a_page_says_what_there_is_and_nothing_else(site: Client, in_kiel: RegionCard) -> None:
    bare = make_body(name="Bürgerverein", slug="verein", email="")
    make_body(
        name="Handwerkskammer",
        slug="hwk",
        text_html="<p>Wir helfen <strong>Meistern</strong>.</p>",
        street="Holstenstraße 1",
        postcode="24103",
        town="Kiel",
        phone="0431 1234",
        imprint_url="https://hwk.example/impressum",
        hours=[{"day": 0, "from": "09:00", "to": "16:00"}],
    )

    full, empty = site.get("/partner/hwk/"), words(site.get(bare.get_absolute_url()))

    assert "Wir helfen Meistern ." in words(full)
    assert "Holstenstraße 1 24103 Kiel" in words(full)
    assert "Impressum von Handwerkskammer" in words(full)
    assert "Öffnungszeiten" in words(full)
    assert "Öffnungszeiten" not in empty
    assert "Anschrift" not in empty


def test_search_engines_read_a_partner_whose_words_cannot_end_the_script(site: Client, in_kiel: RegionCard) -> None:
    body = make_body(name="Kammer </script><b>", phone="0431 1234")

    page = site.get(body.get_absolute_url()).content.decode()

    [data] = [part.partition("</script>")[0] for part in page.split('<script type="application/ld+json">')[1:]]
    assert json.loads(data)["name"] == "Kammer </script><b>"
    assert json.loads(data)["telephone"] == "0431 1234"


def test_the_map_knows_those_that_are_shown(site: Client, in_kiel: RegionCard) -> None:
    make_body(name="DGB Kiel", latitude=54.3, longitude=10.1)
    make_body(name="Noch geheim", latitude=54.3, longitude=10.1, shown_at=None)

    features = site.get("/partner.geojson").json()["features"]

    assert [one["properties"]["n"] for one in features] == ["DGB Kiel"]


def test_who_is_hidden_is_gone_from_every_page_and_comes_back(site: Client, chamber: Body) -> None:
    """Also from a page that is kept for visitors."""
    pages = ("/", "/partner/", "/sitemap.xml", "/suche/?q=Handelskammer")
    seen = [chamber.slug in site.get(page).content.decode() for page in pages]
    hide(chamber, by="Ute", at=NOON)
    gone = [chamber.get_absolute_url() in site.get(page).content.decode() for page in pages]
    status = site.get(chamber.get_absolute_url()).status_code
    show(chamber, by="Ute", at=NOON)

    assert seen == [True] * 4
    assert gone == [False] * 4
    assert status == 404
    assert site.get(chamber.get_absolute_url()).status_code == 200


def test_another_site_shows_the_partners(site: Client, chamber: Body) -> None:
    assert "Handelskammer" in words(site.get("/einbetten/partner/?art=chamber"))
    assert "Handelskammer" not in words(site.get("/einbetten/partner/?art=union"))


def test_anybody_may_send_a_notice_about_a_partner(site: Client, chamber: Body) -> None:
    assert f"/melden/body/{chamber.pk}/" in site.get(chamber.get_absolute_url()).content.decode()
    assert "IHK" in words(site.get(f"/melden/body/{chamber.pk}/"))


def test_the_api_lists_and_counts(site: Client, chamber: Body) -> None:
    make_body(name="DGB Kiel", kind=BodyKind.UNION)
    make_body(name="Noch geheim", shown_at=None)

    rows = site.get("/api/v1/bodies/?art=chamber").json()["results"]

    assert [(row["name"], row["short"], row["kind"]) for row in rows] == [
        ("Industrie- und Handelskammer zu Kiel", "IHK", "chamber")
    ]
    assert site.get("/api/v1/bodies/count/").json() == {"count": 2, "more": False}
    assert site.get(f"/api/v1/bodies/{chamber.pk}/").json()["url"].endswith("/partner/ihk/")
    hide(chamber, by="Ute", at=NOON)
    assert site.get(f"/api/v1/bodies/{chamber.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_database_the_same_with_one_row_and_with_three(
    site: Client, in_kiel: RegionCard, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(number):
        make_membership(make_body(), make_business(services=["Brot"]))
    site.get("/partner/?seite=1")

    with django_assert_num_queries(7):
        site.get("/partner/?seite=1")
    with django_assert_num_queries(10):
        site.get("/mitglieder/?seite=1")
    with django_assert_num_queries(1):
        site.get("/api/v1/bodies/")

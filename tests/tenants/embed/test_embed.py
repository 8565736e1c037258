"""What other sites show in a frame: only those that the region names, and never a page with a form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kreislauf.permissions import Audience
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind
from tenants.branding.models import Branding
from tenants.domains.hosts import HostRefused
from tenants.embed.change_hosts import TooMany, add_host, remove_host
from tenants.embed.hosts import embed_host
from tenants.embed.models import EmbedHost
from tests.journeys.routes import routes_of
from tests.make import NOON, make_business, make_offer
from tests.make_listing import make_listing

FRAMES = ["/einbetten/boerse/", "/einbetten/gutscheine/", "/einbetten/karte/"]
HTTPS = "https"


@pytest.fixture
def gifts(in_kiel: RegionCard) -> Kind:
    add_default_kinds()
    return Kind.objects.get(slug="verschenken")


def ancestors(response: Any) -> str:
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    return policy["frame-ancestors"]


@pytest.mark.parametrize("address", [*FRAMES, "/einbetten/boerse/liste.html", "/einbetten/boerse/teil.html"])
def test_only_the_sites_that_the_region_names_may_show_it(
    site: Client, gifts: Kind, settings: Any, address: str
) -> None:
    settings.PUBLIC_SCHEME = HTTPS
    answer = site.get(address)
    assert (answer.status_code, ancestors(answer)) == (200, "'self'")
    add_host("www.kreis.de", by="Ute", at=NOON)
    add_host("*.stadt.de", by="Ute", at=NOON)
    answer = site.get(address)
    assert ancestors(answer) == "'self' https://*.stadt.de https://www.kreis.de"
    assert "X-Frame-Options" not in answer
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.usefixtures("gifts")
def test_no_other_public_page_may_be_framed(site: Client, kiel: RegionCard) -> None:
    add_host("www.kreis.de", by="Ute", at=NOON)
    routes = [
        route
        for route in routes_of("kreislauf.urls_region")
        if getattr(route.view, "audience", "") == Audience.ANYONE and not route.parameters
    ]
    assert len(routes) > 25
    for route in routes:
        answer = site.get(route.path({}))
        assert ancestors(answer) == "'self'", route.name
        assert answer["X-Frame-Options"] == "SAMEORIGIN", route.name


def test_the_board_in_a_frame_leads_out_of_it(site: Client, gifts: Kind) -> None:
    jobs = Kind.objects.get(slug="stellen")
    make_listing(gifts, title="Kinderfahrrad", place="Wik")
    make_listing(gifts, title="Schrank", place="Friedrichsort")
    make_listing(jobs, title="Bäckerin (m/w/d)", place="Wik")
    page = site.get("/einbetten/boerse/").content.decode()
    assert '<base target="_top">' in page
    assert "<header" not in page
    assert "<footer" not in page
    assert "<form" not in page
    assert all(title in page for title in ("Kinderfahrrad", "Schrank", "Bäckerin"))
    one = site.get("/einbetten/boerse/?art=verschenken&ort=Wik").content.decode()
    assert "Kinderfahrrad" in one
    assert "Schrank" not in one
    assert "Bäckerin" not in one
    assert "/boerse/verschenken/?ort=Wik" in one
    assert "Kinderfahrrad" not in site.get("/einbetten/boerse/?art=gibt-es-nicht").content.decode()
    category = gifts.categories.exclude(pk=gifts.categories.first().pk).first()  # type: ignore[union-attr]
    assert (
        "Kinderfahrrad" not in site.get(f"/einbetten/boerse/?art=verschenken&bereich={category.slug}").content.decode()
    )  # type: ignore[union-attr]


def test_vouchers_and_the_map_in_a_frame(site: Client, in_kiel: RegionCard, ground: None) -> None:
    make_offer(business=make_business(name="Bäckerei Jansen", place="Wik"), title="Frühstück für zwei")
    vouchers = site.get("/einbetten/gutscheine/?ort=Wik").content.decode()
    assert "Frühstück für zwei" in vouchers
    assert "Frühstück" not in site.get("/einbetten/gutscheine/?ort=Schilksee").content.decode()
    map_page = site.get("/einbetten/karte/?ort=Wik").content.decode()
    assert 'data-points="/betriebe.geojson?ort=Wik"' in map_page
    assert "Bäckerei Jansen" in map_page
    assert "Bäckerei Jansen" not in site.get("/einbetten/karte/?ort=Schilksee").content.decode()


def test_the_plain_list_has_whole_addresses_and_no_script(site: Client, gifts: Kind, kiel: RegionCard) -> None:
    listing = make_listing(gifts, title="Rad & Helm", place="Wik")
    for address in ("/einbetten/boerse/liste.html", "/einbetten/boerse/teil.html"):
        page = site.get(address).content.decode()
        link = f'<a href="{kiel.url}{listing.get_absolute_url()}">Rad &amp; Helm</a> (Zu verschenken, Wik, kostenlos)'
        assert link.replace(", kostenlos", "") in page.replace(", kostenlos", "")
        assert "<script" not in page
    assert site.get("/einbetten/boerse/teil.html").content.decode().strip().startswith("<ul>")


def test_a_slice_that_is_off_is_in_no_frame(site: Client, gifts: Kind) -> None:
    Branding.objects.update(modules={"listings": False})
    assert site.get("/einbetten/boerse/").status_code == 404
    assert site.get("/einbetten/gutscheine/").status_code == 200
    assert site.get("/einbetten/gibt-es-nicht/").status_code == 404


def test_somebody_who_is_signed_in_gets_no_cookie_in_a_frame(office: Client, gifts: Kind) -> None:
    answer = office.get("/einbetten/boerse/")
    assert answer.status_code == 200
    assert not answer.cookies


def test_other_sites_may_load_the_script(site: Client) -> None:
    answer = site.get("/einbetten/einbetten.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "event.origin === origin" in answer.content.decode()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_cached_frame_names_the_sites_of_now(
    kiel: RegionCard, client_for: Callable[..., Client], settings: Any, django_assert_num_queries: Any
) -> None:
    settings.PAGE_CACHE_SECONDS, settings.PUBLIC_SCHEME = 60, "http"
    with stepping_into(kiel):
        add_default_kinds()
        row = add_host("www.kreis.de", by="Ute", at=NOON)
    ute = client_for(kiel)
    first = ute.get("/einbetten/boerse/")
    with django_assert_num_queries(0):
        cached = ute.get("/einbetten/boerse/")
        known = ute.get("/einbetten/boerse/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert known.status_code == 304
    for answer in (first, cached, known):
        assert ancestors(answer) == "'self' http://www.kreis.de:*"
        assert "X-Frame-Options" not in answer
    with stepping_into(kiel):
        remove_host(row, by="Ute", at=NOON)
    after = ute.get("/einbetten/boerse/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (after.status_code, ancestors(after)) == (200, "'self'")
    assert ute.get("/boerse/")["X-Frame-Options"] == ute.get("/boerse/")["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("www.kreis.de", "www.kreis.de"),
        (" https://WWW.Kreis.de/rathaus?x=1#oben ", "www.kreis.de"),
        ("www.köln.de", "www.xn--kln-sna.de"),
        ("*.köln.de", "*.xn--kln-sna.de"),
    ],
)
def test_names_of_sites(typed: str, host: str) -> None:
    assert embed_host(typed) == host


@pytest.mark.parametrize(
    "typed",
    [
        *("", "*", "*.de", "*.co.uk", "kreis", "http://www.kreis.de", "www.*.de", "*kreis.de", "*.*.kreis.de"),
        *("www.kreis.de:8080", "192.168.0.1", "localhost", "ftp://kreis.de", "www.kreis.de; script-src *", "a b.de"),
        *("ute@kreis.de", "'none'", "https:"),
    ],
)
def test_what_is_no_site_is_refused(typed: str) -> None:
    with pytest.raises(HostRefused):
        embed_host(typed)


@pytest.mark.usefixtures("in_kiel")
def test_at_most_twenty() -> None:
    for number in range(20):
        add_host(f"www{number}.kreis.de", by="Ute", at=NOON)
    assert add_host("www7.kreis.de", by="Ute", at=NOON).place == 8
    with pytest.raises(TooMany):
        add_host("www.kreis.de", by="Ute", at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmbedHost.objects.create(host="www.kreis.de", place=21, added_at=timezone.now())
    remove_host(EmbedHost.objects.get(host="www3.kreis.de"), by="Ute", at=NOON)
    assert add_host("www.kreis.de", by="Ute", at=NOON).place == 4


def test_the_office_adds_and_removes_a_site(office: Client, gifts: Kind) -> None:
    answer = office.post("/verwaltung/einbetten/", {"host": "https://www.kreis.de/start"}, follow=True)
    row = EmbedHost.objects.get()
    assert row.host == "www.kreis.de"
    assert "www.kreis.de" in answer.content.decode()
    asked = office.get(f"/verwaltung/einbetten/{row.pk}/entfernung/")
    assert "„www.kreis.de“ entfernen?" in asked.content.decode()
    assert EmbedHost.objects.exists()
    office.post(f"/verwaltung/einbetten/{row.pk}/entfernung/")
    assert not EmbedHost.objects.exists()
    refused = office.post("/verwaltung/einbetten/", {"host": "*.de"})
    assert refused.status_code == 422


def test_the_office_copies_the_lines(office: Client, gifts: Kind, kiel: RegionCard) -> None:
    shown = f"boerse?art=verschenken&bereich={gifts.categories.first().slug}"  # type: ignore[union-attr]
    lines = office.get("/verwaltung/einbetten/", {"was": shown}).context["lines"]
    assert f'src="{kiel.url}/einbetten/{shown.replace("?", "/?").replace("&", "&amp;")}"' in lines
    assert 'loading="lazy"' in lines
    assert f'<script src="{kiel.url}/einbetten/einbetten.js" async></script>' in lines
    assert f"{kiel.url}/einbetten/boerse/liste.html?art=verschenken" in lines
    assert office.get("/verwaltung/einbetten/", {"was": "gibt-es-nicht", "farben": "x"}).status_code == 200
    dark = office.get("/verwaltung/einbetten/", {"was": "boerse?", "ort": "Atlantis", "farben": "auto"})
    assert f'src="{kiel.url}/einbetten/boerse/?farben=auto"' in dark.context["lines"]


def test_a_frame_is_light_unless_its_site_goes_along(site: Client, gifts: Kind) -> None:
    assert '<html lang="de" data-kern-theme="light">' in site.get("/einbetten/boerse/").content.decode()
    assert "data-kern-theme" not in site.get("/einbetten/boerse/?farben=auto").content.decode()


def test_the_edge_adds_no_header_against_frames() -> None:
    files = [*(Path(__file__).parents[3] / "deploy").glob("*addy*")]
    assert len(files) == 3
    assert [file.name for file in files if "x-frame-options" in file.read_text().lower()] == []


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_costs_as_many_queries_for_three_rows_as_for_one(
    site: Client, gifts: Kind, ground: None, address: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert site.get(address).status_code == 200
        return len(captured)

    def one_of_each(number: int) -> None:
        business = make_business(name=f"Betrieb {number}")
        make_offer(business=business)
        make_listing(gifts, business=business, seller="trader")

    one_of_each(1)
    queries()
    one = queries()
    one_of_each(2)
    one_of_each(3)
    assert queries() == one

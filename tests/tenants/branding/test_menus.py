"""The navigation leads somewhere, and only where a person may go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from kreislauf.accounts.models import Role
from kreislauf.house import rooms, view_of
from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.regions import RegionCard
from tenants.branding.models import Branding
from tenants.branding.modules import MenuItem, menu
from tests.make import make_business, make_owner, make_user
from tests.marketplace.regionwide.steps import make_issuer

MENUS = ("public_menu", "help_menu", "legal_menu", "join_menu", "office_menu", "business_menu", "office_actions")
# Who has the one has the other: a route may be open to more people than its line of the menu is for.
WIDER = {Audience.BUSINESS: [Audience.TILL]}
LINKS = [link for room in rooms() for name in (*MENUS, "business_actions") for link in getattr(room, name, ())]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.route)
def test_every_line_of_a_menu_is_a_route_that_its_audience_may_use(link: Link) -> None:
    assert view_of(link.route).audience in (link.audience, *WIDER.get(link.audience, ()))


def test_the_menus_stand_in_the_order_that_people_know(in_kiel: RegionCard) -> None:
    make_issuer()

    def labels(name: str, *audiences: str) -> list[str]:
        return [str(item.label) for item in menu(name, Branding(), audiences=audiences)]

    assert labels("public_menu") == ["Gutscheine", "Kampagnen", "Rat & Hilfe", "Börse", "Termine", "Betriebe"]
    assert labels("help_menu") == [
        *(
            *("Wegweiser", "Beratung", "Förderung"),
            "Fragen und Antworten",
            "Guthaben prüfen",
            "Gutschein noch einmal schicken",
            "Vertrag widerrufen",
            "Kontakt",
            "Barriere melden",
        )
    ]
    assert labels("office_menu", "editor") == [
        *("Übersicht", "Freigaben", "Betriebe", "Angebote", "Bestellungen", "Gutscheine", "Widerrufe"),
        *("Börse", "Termine", "Kampagnen", "Unterstützungen", "Töpfe", "Meldungen"),
        *("Partner", "Rat & Hilfe", "Flyer und Aushänge"),
        *("Verkauf", "Offene Gutscheine", "Auszahlungen", "Konten", "Buchungen", "Buchhaltung", "Zuschüsse"),
        "Gutschein der Region",
        *("Veröffentlichung", "Zugänge der Betriebe", "Branchen", "Unterstützer", "Suche", "Einbetten", "Nachbarn"),
        *("Protokoll", "Beobachtete Suchen", "Zahlen der Börse", "Post"),
    ]
    assert labels("office_menu", "editor", "administrator") == [
        *("Übersicht", "Freigaben", "Betriebe", "Angebote", "Bestellungen", "Gutscheine", "Widerrufe"),
        *("Börse", "Termine", "Kampagnen", "Unterstützungen", "Töpfe", "Meldungen"),
        *("Partner", "Rat & Hilfe", "Flyer und Aushänge"),
        *("Verkauf", "Offene Gutscheine", "Auszahlungen", "Konten", "Buchungen", "Buchhaltung", "Bank"),
        *("Zuschüsse", "Gutschein der Region", "Zahlungen annehmen", "Rechnungen der Plattform"),
        *("Veröffentlichung", "Zugänge der Betriebe", "Branchen", "Unterstützer", "Suche"),
        *("Erscheinungsbild", "Funktionen"),
        *("Orte", "Karte", "Name und Anschrift", "Rechtliche Seiten", "Einbetten", "Nachbarn"),
        *("Internetadressen", "Absender", "Team"),
        *("Protokoll", "Beobachtete Suchen", "Zahlen der Börse", "Post", "Daten mitnehmen"),
    ]
    assert labels("business_menu", "business", "till") == [
        *(
            "Übersicht",
            "Kasse",
            "Mein Eintrag",
            "Öffnungszeiten",
            "Meine Gutscheine",
            "Kampagnen",
            "Anzeigen",
            "Termine",
            "Mitgliedschaften",
            "Team",
            "Schnittstelle",
            *("Verkauf", "Auszahlungen", "Zahlungen annehmen", "Bank", "Gutschein der Region", "Buchhaltung"),
        ),
    ]


@pytest.mark.parametrize("name", ["office_menu", "business_menu"])
def test_no_two_lines_of_a_menu_have_the_same_icon(name: str, in_kiel: RegionCard) -> None:
    make_issuer()
    every = ("editor", "administrator", "business", "till")
    icons = [item.icon for item in menu(name, Branding(), audiences=every)]

    assert sorted(icons) == sorted(set(icons))


def test_a_business_is_led_to_its_own_pages_and_staff_to_theirs(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    owner = client_for(in_kiel, user=make_owner(make_business())).get("/kontakt/").content.decode()
    editor = client_for(in_kiel, user=make_user(role=Role.EDITOR)).get("/kontakt/").content.decode()

    assert "Mein Betrieb" in owner
    assert "/verwaltung/" not in owner
    assert 'href="/verwaltung/"' in editor


def test_of_two_places_above_a_page_the_nearer_is_marked() -> None:
    links = [MenuItem("Gutscheine", "/g/"), MenuItem("Verkauf", "/g/verkauf/")]
    page = Template("{% for link in links %}[{% current link.url among=links %}]{% endfor %}")

    def marks(path: str) -> str:
        return page.render(Context({"links": links, "request": RequestFactory().get(path)}))

    assert marks("/g/") == '[ aria-current="page"][]'
    assert marks("/g/verkauf/") == '[][ aria-current="page"]'
    assert marks("/g/verkauf/2026/") == '[][ aria-current="true"]'
    assert marks("/g/7/") == '[ aria-current="true"][]'

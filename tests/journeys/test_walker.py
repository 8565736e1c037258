"""Walk every route of every site: who may, what a GET leaves behind, and what of a neighbour region ever shows.

Each room of the house is walked by itself, in two worlds that are made once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from kreislauf.house import rooms, slices
from kreislauf.permissions import Audience
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.slices import Slice
from tenants.branding.models import Branding
from tests.conftest import card_of, make_client
from tests.journeys.ask import ask
from tests.journeys.routes import Route, routes_of
from tests.journeys.world import PEOPLE, World, make_world, rolled_back

REGION = "kreislauf.urls_region"
SITES = (REGION, "kreislauf.urls_public", "kreislauf.urls_operator")
CANARY = "Kanarienvogel7f3a"
HALF = {"q": "Kanarienvogel"}
LOCAL = "Alltagswort"
OURS = {who: f"{who} of Kiel" for who in ("anyone", "cashier", "owner", "administrator")}
ROUTES = {route.name: route for route in routes_of(REGION)}

# Who belongs to which audience, said again here: a slip in the code must not be a slip in the test.
MEMBERS = {
    Audience.ANYONE: {"anyone", "cashier", "owner", "partner", "editor", "administrator"},
    Audience.TOKEN: {"anyone", "cashier", "owner", "partner", "editor", "administrator"},
    Audience.SIGNED_IN: {"cashier", "owner", "partner", "editor", "administrator"},
    Audience.TILL: {"cashier", "owner", "editor", "administrator"},
    Audience.BUSINESS: {"owner", "editor", "administrator"},
    Audience.PARTNER: {"partner", "editor", "administrator"},
    Audience.EDITOR: {"editor", "administrator"},
    Audience.ADMINISTRATOR: {"administrator"},
}
# Tables in which asking leaves a trace by design: sign-ins, counted tries, a token's last use.
TRACES = {"accounts_session", "accounts_failedattempt", "accounts_apitoken"}
# Files that somebody took with them are written down, by design.
ENTRIES = "(SELECT * FROM audit_entry WHERE action NOT IN ('table.downloaded', 'region.archive_downloaded'))"
# Answer well only to a question in the query string, a token in the header or after a right password; each has tests of
# its own.
# The last two want an installation with a server or an archive of tiles.
NEEDS_MORE = {"branding:preview_theme", "accounts:second_factor", "places:tile", "places:archive"} | {
    name for name in ROUTES if name.startswith(("api:vouchers:", "api:businesses:own"))
}
# Take a POST without the form's token, because they change nothing of the region, or because a standard wants it.
HARMLESS_POSTS = {
    "vouchers:review",  # shows what would be bought: until then a visitor has no cookie
    "campaigns:pledges:form",  # the same
    "campaigns:updates:unsubscribe",  # as watch:unsubscribe
    "home:language",  # sets the asker's own language
    "watch:unsubscribe",  # ends what its link is about, without a cookie: RFC 8058
}
# Their parameter names no row of the region.
NO_ROW = {
    "branding:theme",
    "branding:module_off",
    "branding:module_on",
    "branding:module_first",
    "pages:text",
    "places:tile",
    "watch:new",
}


def by_room() -> dict[str, list[Route]]:
    """The routes of each room; those of the kit itself under its own name."""
    found: dict[str, list[Route]] = {}
    for route in ROUTES.values():
        owner = next((room.app for room in rooms() if room.owns(route.view)), "kreislauf")
        found.setdefault(owner, []).append(route)
    return found


HOUSE = by_room()


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, World]]:
    """Kiel and Dortmund with one of everything, made once and taken back when the module is through."""
    with django_db_blocker.unblock(), stepping_into(None), rolled_back():
        yield make_world(card_of("kiel"), secret=LOCAL), make_world(card_of("dortmund"), secret=CANARY)


@pytest.fixture
def here(worlds: tuple[World, World], django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Kiel; what a test changes is taken back after it."""
    with django_db_blocker.unblock(), rolled_back():
        yield worlds[0]


@pytest.fixture
def there(here: World, worlds: tuple[World, World]) -> World:
    return worlds[1]


@pytest.fixture(params=HOUSE)
def routes(request: pytest.FixtureRequest) -> list[Route]:
    """A room's routes."""
    return HOUSE[request.param]


@dataclass
class Walk:
    """What each person was answered at each route, who changed a row by asking, and where Dortmund's word stood."""

    status: dict[tuple[str, str], int] = field(default_factory=dict)
    turned_away: set[tuple[str, str]] = field(default_factory=set)
    changed: list[tuple[str, str]] = field(default_factory=list)
    leaks: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture(scope="module", params=HOUSE)
def walk(request: pytest.FixtureRequest, worlds: tuple[World, World], django_db_blocker: DjangoDbBlocker) -> Walk:
    """Everybody asks for all of a room."""
    world, found = worlds[0], Walk()
    with django_db_blocker.unblock(), stepping_into(None), rolled_back():
        for who, method in [*((who, "get") for who in PEOPLE), ("administrator", "head"), ("owner", "options")]:
            client, before = world.client(who), rows(world.card)
            for route in HOUSE[request.param]:
                status, text = ask(client, method, world.path(route))
                if CANARY.lower() in text:
                    found.leaks.append((who, route.name))
                if method == "get":
                    found.status[who, route.name] = status
                    if status == 403 or (status == 302 and "location: /anmelden/" in text):
                        found.turned_away.add((who, route.name))
            if rows(world.card) != before:
                found.changed.append((who, method))
    return found


@pytest.mark.parametrize("site", SITES)
def test_every_route_says_who_may_use_it(site: str) -> None:
    undeclared = [route.name for route in routes_of(site) if not hasattr(route.view, "audience")]
    assert undeclared == []


def test_every_route_has_a_name_of_its_own() -> None:
    names = [route.name for route in routes_of(REGION)]
    assert sorted(names) == sorted(set(names))


def test_every_slice_has_routes_that_are_walked() -> None:
    assert {one.app for one in slices() if one.urls or one.api} <= HOUSE.keys()


def test_every_route_with_a_parameter_has_an_example_that_carries_the_canary(there: World, routes: list[Route]) -> None:
    for route in routes:
        if route.parameters:
            example = there.examples.get(route.name)
            assert example is not None, f"{route.name}: its room's `example` does not say what it takes."
            told = [] if example.row is None else [str(value) for value in vars(example.row).values()]
            assert (CANARY.lower() in " ".join(told).lower()) is (route.name not in NO_ROW), route.name


def test_each_person_gets_what_is_theirs_and_is_turned_away_from_the_rest(walk: Walk) -> None:
    wrong = [
        (who, name, status)
        for (who, name), status in walk.status.items()
        if status >= 500 or ((who, name) in walk.turned_away) == (who in MEMBERS[ROUTES[name].view.audience])
    ]
    assert wrong == []


def test_every_page_is_reached_by_somebody(walk: Walk) -> None:
    """A route that never answers well in a walk is a route that nobody tests."""
    reached = {name for (_who, name), status in walk.status.items() if status in (200, 302, 304, 405)}
    assert {name for _who, name in walk.status} - reached - NEEDS_MORE == set()


def test_nobody_reads_of_a_mistake_before_they_have_sent_anything(walk: Walk) -> None:
    typed = {"vouchers:till:voucher"}  # the code stands in the address
    assert {name for (_who, name), status in walk.status.items() if status == 422} <= typed


def test_asking_changes_nothing(walk: Walk) -> None:
    assert walk.changed == []


def test_no_page_of_kiel_says_a_word_of_dortmund(walk: Walk) -> None:
    assert walk.leaks == []


def test_a_post_without_its_form_is_refused(here: World, routes: list[Route]) -> None:
    """Every POST of a browser carries the page's own token; what another site makes it send does not."""
    accepted = []
    cookies = {who: here.client(who).cookies for who in PEOPLE}
    before = rows(here.card)
    for who in PEOPLE:
        client = Client(HTTP_HOST=here.card.host, enforce_csrf_checks=True)
        client.cookies = cookies[who]
        for route in routes:
            if route.view.audience is Audience.TOKEN or route.name in HARMLESS_POSTS:
                continue
            response = client.post(here.path(route), {"version": "1"})
            if response.status_code not in (302, 403, 404, 405):
                accepted.append((who, route.name, response.status_code))
    assert accepted == []
    assert rows(here.card) == before


def test_nothing_of_dortmund_shows_in_kiel(here: World, there: World, routes: list[Route]) -> None:
    """Dortmund's tokens, links, sessions, pictures and keys, shown to every route of Kiel by everybody there is."""
    leaks = []
    for label, client in visitors(here, there):
        for route in routes:
            path = there.path(route)
            # Half the word is searched for: a page may repeat what was asked, but must not complete it. Without a
            # question Kiel's own people asked in the walk.
            for question in [{}] if route.parameters else [HALF] if label in OURS.values() else [{}, HALF]:
                status, text = ask(client, "get", path, question)
                if CANARY.lower() in text.replace(path.lower(), ""):
                    leaks.append((label, route.name, status))
    assert leaks == []


@pytest.mark.parametrize("one", [one for one in slices() if one.module], ids=lambda one: one.name)
def test_a_slice_that_is_off_answers_nobody_and_shows_nowhere(here: World, one: Slice) -> None:
    """But for the doors that say that they stay open; and it is back as it was once it is on."""
    with stepping_into(here.card):
        Branding.objects.update(modules={one.name: False})
    for who in PEOPLE:
        client = here.client(who)
        for route in HOUSE[one.app]:
            status, text = ask(client, "get", here.path(route))
            assert (status == 404) or route.view.while_off, (who, route.name)
            assert status != 404 or not route.view.while_off or who == "anyone", (who, route.name)
    closed = {here.path(route) for route in HOUSE[one.app] if not route.view.while_off}
    client = here.client("administrator")
    house = ["/", "/betriebe/", "/verwaltung/", "/verwaltung/protokoll/", "/betrieb/schluessel/", "/sitemap.xml"]
    # The office's own pages may still lead to what everybody saw.
    stays = [route for route in HOUSE[one.app] if route.view.while_off and route.view.audience != Audience.EDITOR]
    for path in (*house, *(here.path(route) for route in stays)):
        text = ask(client, "get", path)[1]
        shown = [link for link in closed if f'href="{link}"'.lower() in text or f"{link}</loc>".lower() in text]
        assert shown == [], path
    with stepping_into(here.card):
        Branding.objects.update(modules={one.name: True})
    assert all(ask(client, "get", here.path(route))[0] != 404 for route in HOUSE[one.app])


def test_a_session_of_dortmund_is_nobody_in_kiel(here: World, there: World) -> None:
    for who in ("cashier", "owner", "editor", "administrator"):
        client = make_client(here.card)
        client.cookies["sitzung"] = there.cookie(who)
        assert client.get("/verwaltung/").status_code == 302
        assert client.get("/betrieb/").status_code == 302


def test_an_api_key_of_dortmund_opens_nothing_in_kiel(here: World, there: World) -> None:
    client = make_client(here.card)
    for route in ROUTES.values():
        if route.view.audience is Audience.TOKEN:
            response = client.get(here.path(route), headers={"Authorization": f"Bearer {there.token}"})
            assert response.status_code in (401, 405), route.name


def test_signed_links_and_pictures_of_dortmund_lead_nowhere_in_kiel(here: World, there: World) -> None:
    client = make_client(here.card)
    for name in ("review:office:letter", "accounts:accept", "media", "vouchers:order"):
        path = there.path(ROUTES[name])
        assert ask(client, "get", path)[0] in (400, 403, 404, 410), path
        assert ask(make_client(there.card), "get", path)[0] == 200, path


def test_a_cached_page_of_dortmund_is_not_served_in_kiel(here: World, there: World, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    for path in ("/", "/betriebe/", "/gutscheine/", "/betriebe.geojson", "/gutscheine.geojson", "/sitemap.xml"):
        assert CANARY.lower() in ask(make_client(there.card), "get", path)[1], path
        assert CANARY.lower() not in ask(make_client(here.card), "get", path)[1], path
        assert CANARY.lower() in ask(make_client(there.card), "get", path)[1], path


def visitors(here: World, there: World) -> Iterator[tuple[str, Client]]:
    for who, label in OURS.items():
        yield label, here.client(who)
    client = make_client(here.card)
    client.cookies["sitzung"] = there.cookie("administrator")
    yield "the administrator of Dortmund", client
    yield "an API key of Dortmund", Client(HTTP_HOST=here.card.host, headers={"Authorization": f"Bearer {there.token}"})


def rows(card: RegionCard) -> dict[str, str]:
    """A digest of every table of the region."""
    with stepping_into(card), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [card.schema])
        tables = [name for (name,) in cursor.fetchall() if name not in TRACES]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {source} t"
                for name, source in ((name, ENTRIES if name == "audit_entry" else f'"{name}"') for name in tables)
            )
        )
        return dict(cursor.fetchall())


def test_the_walk_would_notice(here: World) -> None:
    """The digest does see a changed row."""
    before = rows(here.card)
    with stepping_into(here.card):
        offer = here.objects["offer"]
        type(offer).objects.filter(pk=offer.pk).update(title="Anders")
    after = rows(here.card)
    assert [table for table in after if after[table] != before[table]] == ["vouchers_offer"]


def test_routes_are_found() -> None:
    patterns = {route.pattern for route in ROUTES.values()}
    assert {"gutscheine/", "betriebe/", "betrieb/kasse/", "verwaltung/betriebe/<int:pk>/"} <= patterns
    assert not any(re.search(r"\(\?P", pattern) for pattern in patterns)

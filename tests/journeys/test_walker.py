"""Walk every route of every site: who may, what a GET leaves behind, and what of a neighbour region ever shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client

from kreislauf.permissions import Audience
from kreislauf.regions import RegionCard, stepping_into
from tests.conftest import make_client
from tests.journeys.routes import Route, routes_of
from tests.journeys.values import values_for
from tests.journeys.world import PEOPLE, World, make_world

REGION = "kreislauf.urls_region"
SITES = (REGION, "kreislauf.urls_public", "kreislauf.urls_operator")
CANARY = "Kanarienvogel7f3a"
LOCAL = "Alltagswort"

# Who belongs to which audience, said again here: a slip in the code must not be a slip in the test.
MEMBERS = {
    Audience.ANYONE: {"anyone", "owner", "editor", "administrator"},
    Audience.TOKEN: {"anyone", "owner", "editor", "administrator"},
    Audience.SIGNED_IN: {"owner", "editor", "administrator"},
    Audience.BUSINESS: {"owner", "editor", "administrator"},
    Audience.EDITOR: {"editor", "administrator"},
    Audience.ADMINISTRATOR: {"administrator"},
}
# Tables in which asking leaves a trace by design: sign-ins, counted tries, a token's last use.
TRACES = {"accounts_session", "accounts_failedattempt", "accounts_apitoken"}


@pytest.fixture
def here(kiel: RegionCard) -> World:
    return make_world(kiel, secret=LOCAL)


@pytest.fixture
def there(dortmund: RegionCard) -> World:
    return make_world(dortmund, secret=CANARY)


def region_routes() -> list[Route]:
    return routes_of(REGION)


@pytest.mark.parametrize("site", SITES)
def test_every_route_says_who_may_use_it(site: str) -> None:
    undeclared = [route.name for route in routes_of(site) if not hasattr(route.view, "audience")]
    assert undeclared == []


def test_every_route_has_a_name_of_its_own() -> None:
    names = [route.name for route in region_routes()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_gets_what_is_theirs_and_is_turned_away_from_the_rest(here: World, who: str) -> None:
    client = here.client(who)
    wrong = []
    for route in region_routes():
        status, text = get(client, route, here)
        turned_away = status == 403 or (status == 302 and "location: /anmelden/" in text)
        may = who in MEMBERS[route.view.audience]
        if status >= 500 or turned_away == may:
            wrong.append((route.name, status))
    assert wrong == []


def test_every_page_is_reached_by_somebody(here: World) -> None:
    """A route that never answers well in a walk is a route that nobody tests."""
    reached = set()
    for who in ("anyone", "owner", "administrator"):
        client = here.client(who)
        reached |= {route.name for route in region_routes() if get(client, route, here)[0] in (200, 302, 304, 405)}
    assert {route.name for route in region_routes()} - reached - NEEDS_MORE == set()


# Answer well only to a question in the query string or a token in the header; each has tests of its own.
NEEDS_MORE = {"branding:preview_theme"} | {
    route.name
    for route in routes_of("kreislauf.urls_region")
    if route.name.startswith(("api:vouchers:", "api:businesses:own"))
}
# Take a POST without the form's token, because they change nothing of the region.
HARMLESS_POSTS = {
    "vouchers:review",  # shows what would be bought: until then a visitor has no cookie
    "home:language",  # sets the asker's own language
}


@pytest.mark.parametrize(
    ("method", "who"), [*(("get", who) for who in PEOPLE), ("head", "administrator"), ("options", "owner")]
)
def test_asking_changes_nothing(here: World, who: str, method: str) -> None:
    client = here.client(who)
    before = rows(here.card)
    walked = [route.path(values_for(route, here)) for route in region_routes()]
    for path in walked:
        ask(client, method, path)
    if rows(here.card) != before:  # only now is it worth looking at each
        pytest.fail(f"{method} changed rows: {[path for path in walked if changes(client, method, path, here)]}")


def changes(client: Client, method: str, path: str, world: World) -> bool:
    before = rows(world.card)
    ask(client, method, path)
    return rows(world.card) != before


def test_a_post_without_its_form_is_refused(here: World) -> None:
    """Every POST of a browser carries the page's own token; what another site makes it send does not."""
    accepted = []
    cookies = {who: here.client(who).cookies for who in PEOPLE}
    before = rows(here.card)
    for who in PEOPLE:
        client = Client(HTTP_HOST=here.card.host, enforce_csrf_checks=True)
        client.cookies = cookies[who]
        for route in region_routes():
            if route.view.audience is Audience.TOKEN or route.name in HARMLESS_POSTS:
                continue
            response = client.post(route.path(values_for(route, here)), {"version": "1"})
            if response.status_code not in (302, 403, 404, 405):
                accepted.append((who, route.name, response.status_code))
    assert accepted == []
    assert rows(here.card) == before


def test_nothing_of_dortmund_shows_in_kiel(here: World, there: World) -> None:
    """Dortmund's tokens, links, sessions, pictures and keys, shown to every route of Kiel by everybody there is."""
    leaks = []
    for label, client in visitors(here, there):
        for route in region_routes():
            path = route.path(values_for(route, there))
            # Half the word is searched for: a page may repeat what was asked, but must not complete it.
            for question in [{}] if route.parameters else [{}, {"q": "Kanarienvogel"}]:
                status, text = ask(client, "get", path, question)
                if CANARY.lower() in text.replace(path.lower(), ""):
                    leaks.append((label, route.name, status))
    assert leaks == []


def test_a_session_of_dortmund_is_nobody_in_kiel(here: World, there: World) -> None:
    for who in ("owner", "editor", "administrator"):
        client = make_client(here.card)
        client.cookies["sitzung"] = there.cookie(who)
        assert client.get("/verwaltung/").status_code == 302
        assert client.get("/betrieb/").status_code == 302


def test_an_api_key_of_dortmund_opens_nothing_in_kiel(here: World, there: World) -> None:
    client = make_client(here.card)
    for route in region_routes():
        if route.view.audience is Audience.TOKEN:
            response = client.get(
                route.path(values_for(route, here)), headers={"Authorization": f"Bearer {there.token}"}
            )
            assert response.status_code in (401, 405), route.name


def test_signed_links_and_pictures_of_dortmund_lead_nowhere_in_kiel(here: World, there: World) -> None:
    client = make_client(here.card)
    for path in (
        f"/verwaltung/freigabe/{there.objects['letter']}/",
        f"/einladung/{there.objects['accept']}/",
        f"/medien/{there.objects['media']}",
        f"/bestellung/{there.objects['order'].token}/",
    ):
        assert ask(client, "get", path)[0] in (400, 403, 404, 410), path
        assert ask(make_client(there.card), "get", path)[0] == 200, path


def test_a_cached_page_of_dortmund_is_not_served_in_kiel(here: World, there: World, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    for path in ("/", "/betriebe/", "/gutscheine/", "/betriebe.geojson", "/gutscheine.geojson", "/sitemap.xml"):
        assert CANARY.lower() in ask(make_client(there.card), "get", path)[1], path
        assert CANARY.lower() not in ask(make_client(here.card), "get", path)[1], path
        assert CANARY.lower() in ask(make_client(there.card), "get", path)[1], path


def get(client: Client, route: Route, world: World) -> tuple[int, str]:
    return ask(client, "get", route.path(values_for(route, world)))


def ask(client: Client, method: str, path: str, question: dict[str, str] | None = None) -> tuple[int, str]:
    """The status, and everything that was answered: body and headers, in lower case."""
    response = getattr(client, method)(path, question or {})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    # As a server does at the end; but the test's transaction lives on the connection that Django would close now.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    headers = " ".join(f"{key}: {value}" for key, value in response.items())
    return response.status_code, (body.decode(errors="replace") + headers).lower()


def visitors(here: World, there: World) -> Iterator[tuple[str, Client]]:
    for who in ("anyone", "owner", "administrator"):
        yield f"{who} of Kiel", here.client(who)
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
                f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{name}\" t"
                for name in tables
            )
        )
        return dict(cursor.fetchall())


def test_the_walk_would_notice(here: World) -> None:
    """The digest does see a changed row."""
    before = rows(here.card)
    with stepping_into(here.card):
        here.objects["offer"].title = "Anders"
        here.objects["offer"].save()
    after = rows(here.card)
    assert [table for table in after if after[table] != before[table]] == ["vouchers_offer"]


def test_routes_are_found(here: World) -> None:
    patterns = {route.pattern for route in region_routes()}
    assert {"gutscheine/", "betriebe/", "betrieb/kasse/", "verwaltung/betriebe/<int:pk>/"} <= patterns
    assert not any(re.search(r"\(\?P", pattern) for pattern in patterns)

"""Every page that needs no number in its address is reached by links from the first page of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve
from pytest_django import DjangoDbBlocker

from kreislauf.regions import stepping_into
from tests.conftest import card_of
from tests.journeys.ask import ask
from tests.journeys.routes import routes_of
from tests.journeys.world import World, make_world, rolled_back

REGION = "kreislauf.urls_region"
# Linked where there is something to choose: a region with a host or a map of its own, numbers of a board that has some,
# a person with two businesses, claims that nobody has settled yet.
IN_OTHER_STATES = {
    "listings:office:numbers_file",
    "domains:platform_host",
    "places:drawing_removal",
    "vouchers:till:choice",
    "regionwide:office:settling",
}
ASKED_BY_SCRIPTS = {"branding:colours"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), stepping_into(None), rolled_back():
        yield make_world(card_of("kiel"), secret="Alltagswort")


@pytest.fixture(autouse=True)
def unblocked(world: World, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), rolled_back():
        yield


def reached(world: World, who: str, start: str) -> set[str]:
    """The names of the routes to which links lead, one page of each looked at."""
    client, ahead, found = world.client(who), [start], set[str]()
    while ahead:
        path = ahead.pop()
        try:
            name = resolve(path, REGION).view_name
        except Resolver404:
            continue
        if name in found or not path.startswith(start):
            continue
        found.add(name)
        ahead += re.findall(r'(?:href|action|src)="(/[^"#?]*)', ask(client, "get", path)[1])
    return found


@pytest.mark.parametrize(
    ("who", "start"),
    [pytest.param("administrator", "/verwaltung/", marks=pytest.mark.slow), ("owner", "/betrieb/")],
)
def test_no_page_is_a_secret(world: World, who: str, start: str) -> None:
    client, wanted = world.client(who), set[str]()
    for route in routes_of(REGION):
        path = f"/{route.pattern}"
        if path.startswith(start) and not route.parameters and ask(client, "get", path)[0] == 200:
            wanted.add(route.name)

    assert wanted - reached(world, who, start) - IN_OTHER_STATES - ASKED_BY_SCRIPTS == set()

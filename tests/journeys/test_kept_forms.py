"""Every page with a form: whoever was signed out while typing finds it all there again, and nothing is done; whoever
saves what a colleague has changed meanwhile is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from kreislauf.audit.models import Entry
from kreislauf.forms.optimistic_lock import SHOWN_STATE, OptimisticLock
from kreislauf.permissions import KEEPS_FORMS, Audience
from kreislauf.regions import stepping_into
from kreislauf.web.kept_form import ACCOUNT_COOKIE, account_mark
from tests.conftest import card_of
from tests.html.pages import Form, Forms
from tests.journeys.routes import Route, routes_of
from tests.journeys.test_dangerous_posts import methods_of
from tests.journeys.world import World, make_world, rolled_back

TYPED = "Sonnenblumenkerne"
CHANGED = "Inzwischen hat jemand anderes hier etwas geändert."
SAID = "Ihre Eingaben stehen noch im Formular."
WHO = {
    Audience.TILL: "cashier",
    Audience.BUSINESS: "owner",
    Audience.PARTNER: "partner",
    Audience.EDITOR: "administrator",
    Audience.ADMINISTRATOR: "administrator",
}
FORMS = [
    route
    for route in routes_of("kreislauf.urls_region")
    if route.view.audience in KEEPS_FORMS & set(WHO) and {"GET", "POST"} <= methods_of(route.view)
]


class Typed(Forms):
    """What is chosen from a list is nothing that somebody typed; the button that is pressed goes along."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "select":
            super().handle_starttag(tag, attrs)
        if tag == "button" and self.open and (name := dict(attrs).get("name")):
            self.open.values.setdefault(name, dict(attrs).get("value") or "")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), stepping_into(None), rolled_back():
        yield make_world(card_of("kiel"), secret="Alltagswort")


@pytest.fixture(autouse=True)
def database(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.mark.slow
def test_what_was_typed_stands_in_its_form_again(world: World) -> None:
    lost, done, tried = [], [], 0
    for route in FORMS:
        who = WHO[route.view.audience]
        client = world.client(who)
        client.cookies[ACCOUNT_COOKIE] = _mark(world, who)
        form = _form_of(client, world, route)
        if form is None:
            continue
        tried += 1
        with stepping_into(None), rolled_back():
            before = _entries(world)
            page = _signed_out_and_back(client, world.path(route), form)
            lost += [route.name] if SAID not in page or TYPED not in page else []
            done += [route.name] if _entries(world) != before else []
    assert lost == []
    assert done == []
    assert tried > 60


@pytest.mark.slow
def test_a_form_of_what_is_stored_notices_a_colleague(world: World) -> None:
    """Each sends along what it was filled with; here it is filled with something else by then."""
    unnoticed, tried = [], set()
    for route in FORMS:
        client, path = world.client(WHO[route.view.audience]), world.path(route)
        page = client.get(path)
        kinds = {type(one).__name__ for one in _locks(page)}
        if not kinds:
            continue
        tried |= kinds
        form = next((one for one in Typed(page.content.decode()).found if SHOWN_STATE in one.values), None)
        with stepping_into(None), rolled_back():
            values = form.values | form.typed | {SHOWN_STATE: "0" * 24} if form else {}
            answer = client.post(path, values).content.decode()
        unnoticed += [route.name] if CHANGED not in answer else []
    assert unnoticed == []
    assert len(tried) > 12


def _locks(page: HttpResponse) -> list[OptimisticLock]:
    contexts = [one for one in getattr(page, "context", None) or [] if page.status_code == 200]
    values = [value for context in contexts for part in context for value in part.values()]
    return [value for value in values if isinstance(value, OptimisticLock) and value.shown_state]


def _mark(world: World, who: str) -> str:
    with stepping_into(world.card):
        return account_mark(world.people[who])


def _form_of(client: Client, world: World, route: Route) -> Form | None:
    """The one that is sent to the page's own address and asks for words."""
    path = world.path(route)
    page = client.get(path)
    if page.status_code != 200 or page.streaming:
        return None
    found = Typed(page.content.decode()).found
    own = [one for one in found if urlsplit(urljoin(path, one.action)).path == path]
    return next((one for one in own if _words(one)), None)


def _words(form: Form) -> list[str]:
    secret = ("password", "token", "code", "iban")
    return [name for name, value in form.typed.items() if "„" in value and not any(word in name for word in secret)]


def _signed_out_and_back(client: Client, path: str, form: Form) -> str:
    cache.clear()
    session = client.cookies.pop("sitzung")
    values: dict[str, Any] = form.values | dict.fromkeys(form.typed, "7") | dict.fromkeys(_words(form), TYPED)
    answer = client.post(path, values)
    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/anmelden/")
    client.cookies["sitzung"] = session.value
    return client.get(path).content.decode()


def _entries(world: World) -> int:
    with stepping_into(world.card):
        return Entry.objects.count()

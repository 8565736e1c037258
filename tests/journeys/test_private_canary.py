"""What a private person told us shows nowhere that everybody can look: on no public route, and in no log line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from kreislauf.permissions import Audience
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.models import Ask, CallBack, Listing, Message
from tests.journeys.ask import ask
from tests.journeys.canary import Places
from tests.journeys.routes import Route, routes_of
from tests.journeys.world import World, make_world
from tests.make_listing import listing_form, old_stamp

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases=["default", "owner"])]
PUBLIC = [
    route
    for route in routes_of("kreislauf.urls_region")
    if route.view.audience in (Audience.ANYONE, Audience.TOKEN)  # type: ignore[attr-defined]
    and not {"token", "code", "ref"} & set(route.parameters)
]
# Each private thing in a spelling of its own, so that a leak says what it is.
ADDRESS, PHONE, PIN = "geheim-adresse@example.org", "0431 5550147", ("54.3217777", "10.1357777")
TEXT, MEMO, CONSENT, ANSWER, REASON = "geheimnachricht", "Geheimwort-17", "Geheimzusage", "geheimantwort", "geheimgrund"
SECRETS = [ADDRESS, "geheim-adresse", PHONE, "04315550147", "+494315550147", *PIN, TEXT, MEMO, CONSENT, ANSWER, REASON]
SECRETS += ["geheim-helfer", "geheim-bitte", "Geheimhilfe"]


@pytest.fixture
def world(kiel: RegionCard, at_once: None) -> World:
    """The rooms' examples, with secrets in everything that a private person tells us alone."""
    made = make_world(kiel, secret="Alltagswort")
    with stepping_into(kiel):
        people = Listing.objects.filter(business__isnull=True)
        people.update(phone=PHONE, phone_public=False, word=MEMO, consent=CONSENT, question=REASON, answer=ANSWER)
        people.exclude(email="").update(email=ADDRESS, reject_reason=REASON)
        people.update(latitude=float(PIN[0]), longitude=float(PIN[1]))
        Message.objects.update(name="geheim-helfer", email=f"jan-{ADDRESS}", text=TEXT, answer=ANSWER)
        Listing.objects.filter(kind__is_on_show=False).update(
            title="Geheimhilfe", body=TEXT, contact_name="geheim-bitte"
        )
        assert Message.objects.exists()
        assert CallBack.objects.exists()
        assert Ask.objects.exists()
    return made


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    looked_at = Places(tmp_path)
    logger, level = logging.getLogger(), logging.getLogger().level
    logger.addHandler(looked_at.handler)
    logger.setLevel(logging.DEBUG)
    yield looked_at
    logger.setLevel(level)
    logger.removeHandler(looked_at.handler)


def found_in(text: str) -> list[str]:
    return [one for one in SECRETS if one.lower() in text.lower()]


def paths_of(world: World, route: Route) -> list[str]:
    path = world.path(route)
    return [path, f"{path}?q=Alltagswort", f"{path}?plz=24105"]


def test_no_public_route_shows_a_private_person_s_own(world: World, places: Places) -> None:
    seen = set()
    for who in ("anyone", "cashier", "owner"):
        client = world.client(who)
        token = {"HTTP_AUTHORIZATION": f"Bearer {world.token}"}
        for route in PUBLIC:
            for path in paths_of(world, route):
                for asking in (client, Client(HTTP_HOST=world.card.host, **token)):
                    status, text = ask(asking, "get", path)
                    assert found_in(text) == [], f"{route.name} to {who}: {path}"
                    seen |= {route.name} if status == 200 else set()
    assert {"listings:listing", "listings:points", "listings:feed", "listings:feed_of_kind", "listings:contact"} <= seen
    assert {"api:listings:list", "api:listings:detail", "home:sitemap_part"} & seen
    assert found_in(places.log.getvalue()) == []


def test_it_does_see_what_is_public(world: World) -> None:
    """The same walk finds the listing's own words, in page, feed, map and API."""
    word = "alltagswort"
    for name in ("listings:listing", "listings:feed", "listings:of_kind", "api:listings:detail"):
        route = next(one for one in PUBLIC if one.name == name)
        assert word in ask(world.client("anyone"), "get", world.path(route))[1], name


def test_doing_everything_leaves_nothing_in_the_logs(world: World, places: Places) -> None:
    """Writing, answering, blocking, refusing: the lines that the program logs name nobody."""
    client, listing = world.client("anyone"), world.objects["listing"]
    with stepping_into(world.card):
        kind = listing.kind
        form = listing_form(kind, email=ADDRESS, phone=PHONE, body=TEXT, postcode="24105", place="Wik")
        client.post(f"/boerse/aufgeben/{kind.slug}/", form)
        client.post(f"/boerse/aufgeben/{kind.slug}/", form | {"title": ""})
        message = {"name": "geheim-helfer", "email": ADDRESS, "text": TEXT, "stamp": old_stamp()}
        for _ in range(12):
            client.post(f"/boerse/nachricht/{listing.pk}/", message)
        for name in ("reply", "blocking", "message", "own", "ending", "confirmation", "ask"):
            example = world.examples[f"listings:{name}"]
            route = next(one for one in routes_of("kreislauf.urls_region") if one.name == f"listings:{name}")
            path = route.path({one: example.value(one) for one in route.parameters})
            for body in ({"text": ANSWER}, {"ende": "hier"}, {"antwort": "ja"}):
                client.post(path, body)
    assert found_in(places.log.getvalue()) == []


def test_one_leak_would_be_noticed(world: World, places: Places) -> None:
    with stepping_into(world.card):
        Listing.objects.filter(business__isnull=True).update(phone_public=True)
        logging.getLogger("kreislauf").warning("somebody wrote: %s", TEXT)
    route = next(one for one in PUBLIC if one.name == "listings:listing")
    assert PHONE in found_in(ask(world.client("anyone"), "get", world.path(route))[1])
    assert found_in(places.log.getvalue()) == [TEXT]

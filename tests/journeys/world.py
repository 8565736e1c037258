"""A region with one of everything in it, and a secret word in every text: Dortmund's must never show in Kiel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.house import rooms
from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.settle import sweep_pictures
from kreislauf.pictures.stored import store_picture
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.slices import Example
from tests.conftest import make_client
from tests.journeys.pictures import png
from tests.journeys.routes import Route
from tests.make import make_user

PEOPLE = ("anyone", "cashier", "owner", "partner", "editor", "administrator")


@dataclass
class World:
    """``objects``: what the rooms' examples made, by name; ``examples``: what each route with a parameter takes."""

    card: RegionCard
    secret: str
    people: dict[str, User]
    objects: dict[str, Any]
    examples: dict[str, Example]

    @property
    def token(self) -> str:
        """An API token with every scope."""
        return str(self.objects["token"])

    def client(self, who: str) -> Client:
        return make_client(self.card, user=self.people.get(who))

    def cookie(self, who: str) -> str:
        """The session of somebody who is signed in here."""
        return self.client(who).cookies["sitzung"].value

    def path(self, route: Route) -> str:
        """The route's address here. Refuses with ``KeyError`` a route that no example shows."""
        return route.path({name: self.examples[route.name].value(name) for name in route.parameters})


def make_world(card: RegionCard, *, secret: str) -> World:
    """Everything of one region that a stranger would like to see in another, as the rooms of the house make it."""
    with stepping_into(card):
        made: dict[str, Any] = {
            "picture": store_picture(accept_upload(png(secret)), folder="betriebe"),
            "editor": make_user(role=Role.EDITOR, name=f"Redaktion {secret}"),
            "administrator": make_user(role=Role.ADMINISTRATOR, name=f"Leitung {secret}"),
        }
        examples: dict[str, Example] = {}
        for room in rooms():
            if room.example is not None:
                examples |= room.example(secret, made)
        sweep_pictures(at=timezone.now())  # a row names the picture: it is public
    people = {who: made[who] for who in PEOPLE if who in made}
    return World(card=card, secret=secret, people=people, objects=made, examples=examples)


@contextmanager
def rolled_back() -> Iterator[None]:
    """As Django's TestCase holds its rows, for as long as this block; blocks may stand in one another."""
    block = transaction.atomic(using="default")
    block._from_testcase = True  # type: ignore[attr-defined]  # a verb's durable transaction may stand in it
    with block:
        yield
        transaction.set_rollback(True, using="default")

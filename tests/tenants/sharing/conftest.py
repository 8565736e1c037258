"""Kiel writes, Dortmund shows. What is shared is a body: any row of a region will do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django import forms
from django.test import Client, TestCase
from django.utils import timezone

from kreislauf.accounts.models import Role
from kreislauf.house import rooms
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.shareable import CardTexts, RegistrationRefused, Shareable, SharedRegistration, Via
from kreislauf.slices import Room
from marketplace.partners.models import Body
from tenants.models import Region
from tenants.sharing.adopt import adopt
from tenants.sharing.models import Adoption, Card
from tenants.sharing.partnership import accept, ask
from tenants.sharing.publish import publish
from tests.conftest import make_client
from tests.declared import declare
from tests.make import make_body, make_user


class Guest(forms.Form):
    name = forms.CharField(label="Name")


def card_of(body: Body) -> CardTexts | None:
    """Public while it is shown; its town says for whom, its street is a fact."""
    if not body.is_shown:
        return None
    return CardTexts(
        title=body.name,
        text_html=f"<p>{body.name}</p>",
        path=f"/termine/{body.pk}/",
        audience=body.town or "partners",
        facts={"place": body.street},
        uid=f"termin-{body.pk}@kiel",
    )


def register(pk: int, data: dict[str, Any], via: Via) -> str:
    """The guest's name and the adopter's are written into the row, which is the origin's."""
    if data["name"] == "Zuspät":
        raise RegistrationRefused("Es ist kein Platz mehr frei.")
    Body.objects.filter(pk=pk).update(text_md=f"{data['name']} über {via.name}")
    return "Wir haben Ihnen geschrieben."


SHARED = Shareable(
    kind="meeting",
    title="Termin",
    plural="Termine",
    row=lambda pk: Body.objects.filter(pk=pk).first(),
    card_of=card_of,
    address="sharing:cards",
    scopes=("meetings",),
    registration=SharedRegistration(
        form=lambda data, facts: Guest(data),
        register=register,
        count=lambda pk, region_id: Body.objects.get(pk=pk).position,
    ),
)


@contextmanager
def committed() -> Iterator[None]:
    """What waits for the commit is done at the end of the block."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch) -> Shareable:
    """The only kind in the house."""
    others = [room for room in rooms() if room.shares]
    without = [replace(room, shares=()) for room in others]
    declare(monkeypatch, Room(app="tests.shared", shares=(SHARED,)), *without, instead_of=others)
    return SHARED


@pytest.fixture
def partners(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> None:
    make_partners(kiel, dortmund)


def make_partners(asker: RegionCard, asked: RegionCard) -> None:
    now = timezone.now()
    with stepping_into(None):
        other = Region.objects.for_cards().get(pk=asked.id)
    with stepping_into(asker):
        partnership = ask(other, kinds=["meeting"], by="Ute", at=now)
    with stepping_into(asked):
        accept(partnership, kinds=["meeting"], by="Karl", at=now)


def make_shared(kiel: RegionCard, *, title: str = "Kurzarbeit", **fields: Any) -> tuple[Body, Card]:
    """A row of Kiel's and its card."""
    with stepping_into(kiel), committed():
        body = make_body(name=title, **fields)
        publish("meeting", body.pk)
    with stepping_into(None):
        return body, Card.objects.get(origin_id=kiel.id, origin_pk=body.pk)


def publish_changed(kiel: RegionCard, body: Body, **values: Any) -> None:
    with stepping_into(kiel), committed():
        Body.objects.filter(pk=body.pk).update(**values)
        publish("meeting", body.pk)


def make_adoption(dortmund: RegionCard, card: Card, *, mode: str = "follow", intro: str = "") -> Adoption:
    with stepping_into(dortmund), committed():
        return adopt(card, mode=mode, intro=intro, by="Karl", at=timezone.now())


@pytest.fixture
def body_and_card(partners: None, kiel: RegionCard) -> tuple[Body, Card]:
    return make_shared(kiel)


@pytest.fixture
def visitor(dortmund: RegionCard) -> Client:
    return make_client(dortmund)


@pytest.fixture
def office_of(client_for: Callable[..., Client]) -> Callable[[RegionCard], Client]:
    """The browser of the region's administrator."""

    def sign_in(region: RegionCard) -> Client:
        with stepping_into(region):
            return client_for(region, user=make_user(role=Role.ADMINISTRATOR))

    return sign_in

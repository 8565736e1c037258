"""A demo region's partners, the people who write for them, their members and those who lend them a name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.demo.clock import days_ago
from marketplace.businesses.models import Business
from marketplace.partners.bodies.enter import enter
from marketplace.partners.bodies.show import show
from marketplace.partners.demo.marks import mark
from marketplace.partners.members.ask import name_member
from marketplace.partners.models import Ambassador, Body, Supporter
from marketplace.partners.people.invite import invite_person
from marketplace.partners.supporters.edit import add

if TYPE_CHECKING:
    from marketplace.demo.hub.shape import DemoBody, DemoSupporter
    from marketplace.demo.shape import DemoRegion

_DAYS_OLD = 84


@transaction.atomic
def demo(data: DemoRegion, by: Actor) -> None:
    """Once."""
    if Body.objects.exists():
        return
    for number, one in enumerate(data.hub.bodies):
        body = _body(data, one, number, by=by)
        _people(data, one, body, by=by)
    _members(data, by=by)
    for supporter in data.hub.supporters:
        _supporter(data, supporter, by=by)


def _body(data: DemoRegion, one: DemoBody, number: int, *, by: Actor) -> Body:
    at = days_ago(_DAYS_OLD, hour=8 + number % 9)
    body = enter(_facts(data, one, number), key=f"demo-{data.label}-{one.key}", by=by, at=at)
    show(body, by=by, at=at + timedelta(minutes=30))
    return body


def _facts(data: DemoRegion, one: DemoBody, number: int) -> dict[str, Any]:
    spot = data.spots[one.place]
    host = f"{one.key}.{data.label}.example"
    return {
        "name": one.name,
        "short": one.short,
        "kind": one.kind,
        "text_md": one.text + "\n\n*Diesen Partner gibt es nur in der Vorführung.*",
        "logo": mark(one.mark, one.colour),
        "street": one.street,
        "postcode": spot.postcode,
        "town": data.place if data.kind == "kreisfreie_stadt" else one.place,
        # Some streets away from the middle, so that neighbours do not lie on top of each other.
        "latitude": round(spot.latitude + (number % 3 - 1) * 0.0011, 5),
        "longitude": round(spot.longitude + (number % 5 - 2) * 0.0012, 5),
        "website": f"https://{host}/",
        "email": f"post@{host}",
        "phone": one.phone,
        "hours": one.spans,
        "imprint_url": f"https://{host}/impressum/",
        "publishes_itself": one.publishes_itself,
    }


def _people(data: DemoRegion, one: DemoBody, body: Body, *, by: Actor) -> None:
    """Their invitations are accepted by whoever prints the sign-ins."""
    for name, role in one.people:
        invite_person(body, email=one.address(role, data.label), role=role, name=name, by=by, at=timezone.now())


def _members(data: DemoRegion, *, by: Actor) -> None:
    bodies = {one.name: one for one in Body.objects.all()}
    businesses = {one.name: one for one in Business.objects.all()}
    for one in data.hub.bodies:
        for number, name in enumerate(one.members):
            since = days_ago(400 + 211 * number).date()
            at = days_ago(_DAYS_OLD - 4 - number)
            name_member(bodies[one.name], businesses[name], since=since, agreed=True, by=by, at=at)
    for name, services in data.hub.services.items():
        Business.objects.filter(pk=businesses[name].pk).update(services=list(services))


def _supporter(data: DemoRegion, one: DemoSupporter, *, by: Actor) -> None:
    at = days_ago(60)
    facts = {"name": one.name, "sentence": one.sentence, "logo": mark(one.mark, one.colour), "url": one.website}
    supporter = add(Supporter, facts, shown=True, by=by, at=at)
    if one.person:
        said = {
            "name": one.person,
            "role": one.role,
            "quote": one.quote,
            "consent_note": "Mündlich beim Fototermin, erfunden für die Vorführung",
        }
        add(Ambassador, {**said, "supporter": supporter}, shown=True, by=by, at=at)

"""Neighbours of the secret's name, for the walker of the tests: the region shows a card that says the word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Example
from tenants.models import Kind, Region, schema_for
from tenants.sharing.kinds import kinds
from tenants.sharing.models import Adoption, Card, Partnership


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``picture``."""
    here, now = current_region(), timezone.now()
    with stepping_into(None):
        asker, partner = (_neighbour(f"{secret.lower()}-{number}", secret) for number in (1, 2))
        values = {"kinds": list(kinds()), "asked_at": now, "asked_by": secret}
        asked = Partnership.objects.create(asker=asker, asked_id=here.id, **values)
        accepted = Partnership.objects.create(asker_id=here.id, asked=partner, accepted_at=now, **values)
        # Of the region itself, so that its origin is there, the two neighbours have no site; and for nobody else.
        shown = _card(here.id, 1, secret, at=now, picture=made["picture"], audience=Card.Audience.BELOW)
        offered = _card(partner.pk, 2, secret, at=now)
        adoption = Adoption.objects.create(
            card=shown, region_id=here.id, intro=secret, adopted_at=now, by=secret, card_version=1, notified_at=now
        )
    rows = {
        "request": Example(asker, {"label": here.label}),
        "acceptance": Example(asked),
        "ending": Example(accepted),
        "offer": Example(offered),
        **dict.fromkeys(("adoption", "version", "adoption_ending"), Example(adoption)),
    }
    public = dict.fromkeys(("card", "registration", "picture"), Example(shown, {"slug": adoption.slug}))
    return {f"sharing:office:{name}": one for name, one in rows.items()} | {
        f"sharing:{name}": one for name, one in public.items()
    }


def _neighbour(label: str, secret: str) -> Region:
    """A region that is still being made, so that nothing looks for its schema."""
    region: Region = Region.objects.create(
        name=f"Kreis {secret}", label=label, schema_name=schema_for(label), kind=Kind.KREIS
    )
    return region


def _card(origin_id: int, pk: int, secret: str, *, at: datetime, **fields: Any) -> Card:
    values: dict[str, Any] = {
        "kind": next(iter(kinds()), "nothing"),
        "title": f"Beitrag {secret}",
        "lead": secret,
        "path": f"/{secret.lower()}/",
        "audience": Card.Audience.ALL,
        "starts_at": at,
        "ends_at": at + timedelta(days=1),
        "published_at": at,
        "changed_at": at,
    }
    return Card.objects.create(origin_id=origin_id, origin_pk=pk, **(values | fields))

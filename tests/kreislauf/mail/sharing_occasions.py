"""What makes each kind of mail about neighbour regions be written."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region
from tenants.sharing import emails
from tenants.sharing.models import Adoption, Card, Partnership

_numbers = count(1)


def about_neighbours(card: RegionCard) -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``. The neighbour is a region that has no site yet."""
    now = timezone.now()
    with stepping_into(None):
        waiting = _partnership("Kreis Steinfurt", card)
        agreed = _partnership("Kreis Borken", card, accepted_at=now)
        over = _partnership("Kreis Emsland", card, ended_at=now)
        shown, gone = _shown(agreed.asker, card), _shown(agreed.asker, card, withdrawn_at=now)
    return {
        "sharing.asked": lambda to: emails.asked.queue(waiting, to=to),
        "sharing.accepted": lambda to: emails.accepted.queue(agreed, to=to),
        "sharing.ended": lambda to: emails.ended.queue(over, to=to),
        "sharing.withdrawn": lambda to: emails.withdrawn.queue(gone, to=to),
        "sharing.leaving": lambda to: emails.leaving.queue(shown, to=to, due="3. Januar 2027"),
    }


def _partnership(name: str, card: RegionCard, **fields: Any) -> Partnership:
    label = name.rpartition(" ")[2].lower()
    other = Region.objects.create(name=name, label=label, schema_name=f"r_{label}")
    values: dict[str, Any] = {"kinds": ["meeting"], "asked_at": timezone.now(), "asked_by": "Ute"}
    return Partnership.objects.create(asker=other, asked_id=card.id, **(values | fields))


def _shown(origin: Region, region: RegionCard, **fields: Any) -> Adoption:
    now = timezone.now()
    card = Card.objects.create(
        origin=origin, kind="meeting", origin_pk=next(_numbers), title="Kurzarbeit", path="/termine/1/", audience="all",
        published_at=now, changed_at=now, **fields,
    )  # fmt: skip
    return Adoption.objects.create(card=card, region_id=region.id, adopted_at=now, by="Karl", card_version=1)

"""What crosses a region's border, in numbers: for the platform's people, who read no card of it."""

from __future__ import annotations

from typing import NamedTuple

from tenants.models import Region
from tenants.sharing.models import Adoption, Card, Partnership


class Across(NamedTuple):
    partners: list[str]
    offered: int
    shown_elsewhere: int
    shown_here: int


def across(region: Region) -> Across | None:
    """None for a region that shares nothing. In the platform's schema."""
    pairs = Partnership.objects.accepted().of(region.pk).select_related("asker", "asked").order_by("pk")[:50]
    found = Across(
        partners=[str(pair.other(region.pk)) for pair in pairs],
        offered=Card.objects.filter(origin=region, withdrawn_at=None).count(),
        shown_elsewhere=Adoption.objects.filter(dropped_at=None, card__origin=region, card__withdrawn_at=None).count(),
        shown_here=Adoption.objects.live().filter(region=region).count(),
    )
    return found if any(found) else None

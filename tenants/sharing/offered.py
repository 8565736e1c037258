"""What other regions offer the region at work, and who its neighbours are."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from kreislauf.shareable import ALL, BELOW, PARTNERS
from tenants.models import Region
from tenants.sharing.models import Card, Partnership

LEVELS = 3  # Kreis, Amt, Gemeinde


def offered(region_id: int, kinds: Collection[str]) -> QuerySet[Card]:
    """Cards that the region may adopt. In the platform's schema, as all of this file."""
    below = Q(origin_id__in=above(region_id), audience__in=[BELOW, PARTNERS])
    among = Q(audience=ALL) | below
    for partner_id, shared in partners(region_id).items():
        among |= Q(origin_id=partner_id, audience=PARTNERS, kind__in=shared)
    cards = Card.objects.offered().filter(among, kind__in=kinds).exclude(origin_id=region_id)
    return cards.select_related("origin")


def above(region_id: int) -> list[int]:
    """The regions above: of a Gemeinde its Amt, then the Kreis."""
    found: list[int] = []
    step: int | None = region_id
    for _level in range(LEVELS):
        step = Region.objects.filter(pk=step).values_list("parent_id", flat=True).first()
        if step is None:
            break
        found.append(step)
    return found


def partners(region_id: int) -> dict[int, list[str]]:
    """The regions that share with it, and what."""
    rows = Partnership.objects.accepted().of(region_id)
    return {other_id(row, region_id): row.kinds for row in rows}


def other_id(partnership: Partnership, region_id: int) -> int:
    return partnership.asked_id if partnership.asker_id == region_id else partnership.asker_id

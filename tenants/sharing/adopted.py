"""What the region at work shows of its neighbours, for the lists of slices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kreislauf.regions import current_region, stepping_into
from tenants.sharing.models import Adoption

MOST = 200


def adopted(
    kind: str, *, ends_after: datetime | None = None, starts_before: datetime | None = None, limit: int = MOST
) -> list[Adoption]:
    """In the order of their beginning, those without one first adopted last; one query.

    ``ends_after`` leaves out what is over, ``starts_before`` what begins later. Each has ``title``, ``lead``,
    ``intro``, ``card`` (times, facts, origin) and ``get_absolute_url()``.
    """
    region = current_region()
    with stepping_into(None):
        rows = Adoption.objects.live().filter(region_id=region.id, card__kind=kind)
        if ends_after is not None:
            rows = rows.filter(card__ends_at__gt=ends_after)
        if starts_before is not None:
            rows = rows.filter(card__starts_at__lt=starts_before)
        return list(rows.select_related("card__origin").order_by("card__starts_at", "-adopted_at", "-pk")[:limit])


def woven(rows: Sequence[Any], shared: Sequence[Adoption]) -> list[Any]:
    """A list of own rows and adopted ones by their beginning; own ones first at the same time."""
    return sorted([*rows, *shared], key=lambda one: one.card.starts_at if isinstance(one, Adoption) else one.starts_at)

"""What a region's own cards say while others show them."""

from __future__ import annotations

from typing import Any

from kreislauf.regions import current_region, stepping_into
from tenants.sharing.models import Adoption

MOST = 1000


def facts_shown(kind: str) -> dict[int, dict[str, Any]]:
    """By the row's number: the facts of each card that another region shows, at most a thousand, the newest first."""
    origin = current_region().id
    with stepping_into(None):
        shown = Adoption.objects.live().filter(card__origin_id=origin, card__kind=kind).order_by("-adopted_at", "-pk")
        return dict(shown.values_list("card__origin_pk", "card__facts")[:MOST])

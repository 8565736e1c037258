"""A region's parent (Kreis, Amt): the nearest region whose Regionalschlüssel is a prefix of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import transaction
from django.db.models import F, QuerySet

from kreislauf.regions import stepping_into
from tenants.models import Region, Status
from tenants.regions.lookup import forget_cards

T = TypeVar("T")
# Land 2, Regierungsbezirk 1, Kreis 2, Verband 4, Gemeinde 3: how many digits each level needs.
KREIS, VERBAND, GEMEINDE = 5, 9, 12


def stem(ars: str) -> str:
    """The significant digits: ``010590000000`` → ``01059``. Empty for a Land or Regierungsbezirk."""
    if len(ars) != GEMEINDE or ars[3:KREIS] == "00":
        return ""
    if ars[VERBAND:] != "000":
        return ars
    return ars[:VERBAND] if ars[KREIS:VERBAND] != "0000" else ars[:KREIS]


def nearest(ars: str, among: Mapping[str, T]) -> T | None:
    """The parent among candidates by their stems. Always of a higher level, so there are no cycles."""
    mine = stem(ars)
    for level in (VERBAND, KREIS):
        if level < len(mine) and mine[:level] in among:
            return among[mine[:level]]
    return None


def parent_of(ars: str) -> Region | None:
    """The parent of a region that is being provisioned."""
    mine = stem(ars)
    if len(mine) <= KREIS:
        return None
    with stepping_into(None):
        above = _existing().filter(ars__startswith=mine[:KREIS])
        return nearest(ars, _by_stem(above))


def find_parents() -> int:
    """Set every region's parent; returns how many changed. A deleted region is no parent."""
    with stepping_into(None), transaction.atomic():
        regions = list(_existing())
        among = _by_stem(regions)
        moved: dict[int | None, list[int]] = {}
        for region in regions:
            above = nearest(region.ars, among)
            if region.parent_id != (above.pk if above else None):
                moved.setdefault(above.pk if above else None, []).append(region.pk)
        for above_id, below in moved.items():
            Region.objects.filter(pk__in=below).update(parent_id=above_id, version=F("version") + 1)
        if moved:
            transaction.on_commit(forget_cards)
    return sum(len(below) for below in moved.values())


def _existing() -> QuerySet[Region]:
    return Region.objects.exclude(status=Status.GONE).order_by("pk").only("pk", "ars", "parent_id", "status")


def _by_stem(regions: Iterable[Region]) -> dict[str, Region]:
    """Of two regions with the same Regionalschlüssel, the older one."""
    found: dict[str, Region] = {}
    for region in regions:
        if stem(region.ars):
            found.setdefault(stem(region.ars), region)
    return found

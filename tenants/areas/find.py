"""A region's own areas, by its Regionalschlüssel."""

from __future__ import annotations

from django.db.models import Q

from kreislauf.regions import stepping_into
from tenants.areas.models import Area, Import, Level
from tenants.regions.parents import GEMEINDE, KREIS, stem


def areas_of(ars: str) -> list[Area]:
    """Its outline first, then its Gemeinden; one of these is the outline where the region is a single Gemeinde."""
    mine = stem(ars)
    if not mine:
        return []
    level = {KREIS: Level.KREIS, GEMEINDE: Level.GEMEINDE}.get(len(mine), Level.VERBAND)
    inside = Q(level=Level.GEMEINDE, ars__startswith=mine) if level != Level.GEMEINDE else Q(pk=None)
    with stepping_into(None):
        found = list(Area.objects.filter(Q(level=level, ars=mine.ljust(GEMEINDE, "0")) | inside).order_by("ars", "pk"))
    return sorted(found, key=lambda area: area.level != level)


def newest_import() -> Import | None:
    with stepping_into(None):
        return Import.objects.first()

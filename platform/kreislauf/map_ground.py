"""What pins stand on: tiles, or the region's outline. Without either there is no map: bare pins show nothing."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from kreislauf.regions import current_region, current_region_or_none

TILES = "/-/karte/{z}/{x}/{y}"


class MapGround(NamedTuple):
    """Addresses on this site, empty for what there is not; ``tiles`` with ``{z}``, ``{x}`` and ``{y}``."""

    tiles: str
    archive: str  # of vector tiles
    outline: str  # GeoJSON, which says itself whom to name for it
    credit: str


def map_ground() -> MapGround | None:
    """The current region's; pictures before vector tiles, where an installation has both."""
    if not has_map_ground():
        return None
    version = current_region().ground
    return MapGround(
        tiles=TILES if settings.MAP_TILES else "",
        archive=reverse("places:archive") if settings.MAP_PMTILES and not settings.MAP_TILES else "",
        outline=f"{reverse('places:ground')}?v={version}" if version else "",
        credit=settings.MAP_CREDIT,
    )


def has_map_ground() -> bool:
    region = current_region_or_none()
    return bool(settings.MAP_TILES or settings.MAP_PMTILES or (region and region.ground))

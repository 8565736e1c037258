"""What pins stand on: tiles or an outline. Without one there is no map: pins in an empty field show nothing."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from kreislauf.regions import current_region


class MapGround(NamedTuple):
    """Addresses on this site; ``tiles`` with ``{z}``, ``{x}`` and ``{y}``."""

    tiles: str
    credit: str
    outline: str


def map_ground() -> MapGround | None:
    """The region's, as the installation has set it up; ``{region}`` in an address is the region's label."""
    if not has_map_ground():
        return None
    label = current_region().label
    tiles, outline = (one.replace("{region}", label) for one in (settings.MAP_TILES, settings.MAP_OUTLINE))
    return MapGround(tiles, settings.MAP_CREDIT, outline)


def has_map_ground() -> bool:
    return bool(settings.MAP_TILES or settings.MAP_OUTLINE)

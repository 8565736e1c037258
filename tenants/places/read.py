"""Which places a region has: the one list that forms, filters and sheets offer."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from kreislauf.german import german_sort_key
from kreislauf.places.postcodes import Pin, places_of, postcode
from tenants.places.models import RegionPostcode


class Area(NamedTuple):
    """One of the region's postcodes. ``names``: what people there call where they live, districts before towns."""

    code: str
    middle: Pin
    towns: tuple[str, ...]
    districts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.districts or self.towns


class Place(NamedTuple):
    """A town, village or district with all its postcodes; ``middle`` is theirs."""

    name: str
    codes: tuple[str, ...]
    middle: Pin


def region_postcodes() -> list[Area]:
    """The current region's, in the order of their numbers; empty until somebody has ticked them."""
    rows = RegionPostcode.objects.order_by("code").values_list("code", "districts")
    known = ((postcode(code), districts) for code, districts in rows)
    return [Area(one.code, one.middle, one.places, tuple(districts)) for one, districts in known if one]


def region_places() -> list[Place]:
    """Everything that has a name in the region, in German order."""
    areas: dict[str, list[Area]] = defaultdict(list)
    for area in region_postcodes():
        for name in area.names:
            areas[name].append(area)
    return [_place(name, areas[name]) for name in sorted(areas, key=german_sort_key)]


def names_at(code: str) -> tuple[str, ...]:
    """What a postcode's people may choose from: the region's own names, or, outside of it, Germany's."""
    districts = RegionPostcode.objects.filter(code=code).values_list("districts", flat=True).first()
    return tuple(districts or ()) or places_of(code)


def is_here(code: str) -> bool:
    """Whether a postcode is one of the region's; also while it has named none."""
    rows = RegionPostcode.objects.all()
    return rows.filter(code=code).exists() or not rows.exists()


def _place(name: str, areas: list[Area]) -> Place:
    middles = [area.middle for area in areas]
    latitude, longitude = (round(sum(axis) / len(middles), 5) for axis in zip(*middles, strict=True))
    return Place(name, tuple(area.code for area in areas), Pin(latitude, longitude))

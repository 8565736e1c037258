"""What a map shows: each point while there are few, and one number for all that lie close together when there are many.

The map asks again for the part that it shows (``?bbox=west,south,east,north``) when it is moved.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, F, Max, Min, Model, Q, QuerySet, Sum
from django.db.models.functions import Floor
from django.http import JsonResponse, QueryDict
from django.utils.translation import get_language

from kreislauf.counted import counted
from kreislauf.places.postcodes import Postcode, postcode
from kreislauf.web.remembered import remembered

Row = TypeVar("Row", bound=Model)
Feature = dict[str, Any]
MOST_POINTS = 500
CELLS = 500  # about so many numbers on a map
# A degree of latitude is longer than one of longitude: so cells are about as high as they are wide.
HEIGHT = 0.6


class Box(NamedTuple):
    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, query: QueryDict) -> Box | None:
        """Out of ``?bbox=…``; None is everywhere, also for what makes no sense."""
        try:
            west, south, east, north = (float(part) for part in query.get("bbox", "")[:100].split(","))
        except ValueError:
            return None
        sane = -180 <= west < east <= 180 and -90 <= south < north <= 90  # false for what is no number
        return cls(west, south, east, north) if sane else None

    def holds(self, feature: Feature) -> bool:
        longitude, latitude = feature["geometry"]["coordinates"]
        return bool(self.west <= longitude <= self.east and self.south <= latitude <= self.north)

    @property
    def inside(self) -> Q:
        return Q(longitude__gte=self.west, longitude__lte=self.east) & Q(
            latitude__gte=self.south, latitude__lte=self.north
        )


def map_points(
    found: QuerySet[Row],
    box: Box | None,
    *,
    of: str,
    among: QuerySet[Row],
    remember: str,
    draw: Callable[[Collection[int] | None], Iterable[Feature]],
) -> list[Feature]:
    """The rows' points, ``latitude`` and ``longitude``; ``of`` is the column of what has the pin.

    ``draw`` makes the features of those whose numbers it is given; with None those of all rows in the box. Without a
    box the map is as wide as the rows ``among`` which they are. The map that everybody sees first has a name to
    ``remember`` it by; one that is filtered has none.
    """
    if box is not None:
        found = found.filter(box.inside)
    number = counted(found, most=MOST_POINTS)
    if not number.more:
        return list(draw(None)) if number else []
    if remember and box is None:
        name = f"map {remember} {get_language()}"
        features: list[Feature] = remembered(
            name, lambda: _gathered(found, _extent(among), of=of, draw=draw), over=found
        )
        return features
    return _gathered(found, box or _extent(among), of=of, draw=draw)


def geojson(features: Iterable[Feature]) -> JsonResponse:
    content = {"type": "FeatureCollection", "features": list(features)}
    return JsonResponse(content, content_type="application/geo+json")


def _gathered(
    found: QuerySet[Row], box: Box, *, of: str, draw: Callable[[Collection[int] | None], Iterable[Feature]]
) -> list[Feature]:
    clusters, alone = _clusters(found, _cell(box), of=of)
    return [*clusters, *(draw(alone) if alone else ())]


def point(longitude: float | None, latitude: float | None, properties: dict[str, Any]) -> Feature:
    """Longitude comes first in GeoJSON."""
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def postcode_points(found: QuerySet[Row], *, say: Callable[[Postcode, int], dict[str, Any]]) -> list[Feature]:
    """One point for each ``postcode`` of the rows, in its middle: of a person no map says more.

    ``say`` gives a point's words: its name ``n``, a line ``d`` and the address ``u`` of the list that it stands for.
    """
    rows = found.order_by().values_list("postcode").annotate(rows=Count("*"))
    known = ((place, number) for code, number in sorted(rows) if (place := postcode(code)))
    return [
        point(place.middle.longitude, place.middle.latitude, {**say(place, number), "m": number})
        for place, number in known
    ]


def _clusters(found: QuerySet[Row], cell: float, *, of: str) -> tuple[list[Feature], list[int]]:
    """For each cell of the grid how many rows lie in it, at their middle; and what is alone in one."""
    rows = (
        found.order_by()
        .values(x=Floor(F("longitude") / cell), y=Floor(F("latitude") / (cell * HEIGHT)))
        .annotate(rows=Count("*"), lon=Sum("longitude"), lat=Sum("latitude"), first=Min(of), last=Max(of))
        .values_list("rows", "lon", "lat", "first", "last")
    )
    clusters, alone = [], []
    for number, lon, lat, first, last in rows:
        if first == last:
            alone.append(first)
        else:
            clusters.append(point(round(lon / number, 5), round(lat / number, 5), {"c": number}))
    return clusters, alone


def _cell(box: Box) -> float:
    """A cell's width in degrees. Powers of two, so that the grid stands still while the map is moved a little."""
    wanted = math.sqrt((box.east - box.west) * (box.north - box.south) / HEIGHT / CELLS)
    return float(2.0 ** math.ceil(math.log2(wanted)))


def _extent(found: QuerySet[Row]) -> Box:
    """As wide as the rows lie, and as high as it is wide: the index knows the one and not the other."""
    ends = found.order_by().aggregate(west=Min("longitude"), east=Max("longitude"))
    width = max(ends["east"] - ends["west"], 0.01)
    return Box(0, 0, width, width * HEIGHT)

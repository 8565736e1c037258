"""Take over the borders of all areas, once for an installation; a newer file replaces them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction

from kreislauf.regions import stepping_into
from tenants.areas.geopackage import Layer, layers, read_layer
from tenants.areas.models import Area, Import
from tenants.areas.simplify import junctions, simplified
from tenants.areas.utm import to_degrees
from tenants.areas.wkb import Polygon, Ring

TOLERANCE_METRES = 80.0
METRES_A_DEGREE = 90_000.0  # about, in the middle of Germany
AT_ONCE = 500

Report = Callable[[str], object]


def import_areas(path: Path, *, at: datetime, report: Report) -> int:
    """All or nothing; returns how many. Refuses with ``geopackage.Unreadable``."""
    found = layers(path)
    report("Reading where borders meet")
    met = junctions(polygon for layer in found for one in read_layer(path, layer) for polygon in one.polygons)
    with stepping_into(None), transaction.atomic():
        Area.objects.all().delete()
        count = sum(_import_layer(path, layer, met, report) for layer in found)
        Import.objects.create(at=at, digest=_digest(path), areas=count)
    return count


def _import_layer(path: Path, layer: Layer, met: set[tuple[float, float]], report: Report) -> int:
    tolerance = TOLERANCE_METRES if layer.in_metres else TOLERANCE_METRES / METRES_A_DEGREE
    rows = []
    # An area of several parts may stand in several rows.
    for ars, parts in groupby(read_layer(path, layer), key=lambda one: one.ars):
        reads = list(parts)
        polygons = simplified([one for read in reads for one in read.polygons], met, tolerance=tolerance)
        rows.append(Area(ars=ars, level=layer.level, name=reads[0].name[:120], shape=_shape(polygons, layer.in_metres)))
    Area.objects.bulk_create(rows, batch_size=AT_ONCE)
    report(f"{layer.level.label}: {len(rows)}")
    return len(rows)


def _shape(polygons: list[Polygon], in_metres: bool) -> list[list[list[list[float]]]]:
    return [[_ring(ring, in_metres) for ring in polygon] for polygon in polygons]


def _ring(ring: Ring, in_metres: bool) -> list[list[float]]:
    """In degrees with four decimals, which is ten metres."""
    points = (to_degrees(*point) for point in ring) if in_metres else ring
    return [[round(x, 4), round(y, 4)] for x, y in points]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]

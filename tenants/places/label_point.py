"""Where an area's name stands: inside of it, where it is widest at the height of its middle."""

from __future__ import annotations

from itertools import pairwise

from tenants.areas.wkb import Point, Polygon, Ring


def label_point(polygons: list[Polygon]) -> Point:
    """In the largest of the polygons; clear of its holes."""
    largest = max(polygons, key=lambda one: abs(_area(one[0])))
    height = _middle_height(largest[0])
    crossings = sorted(
        _crossing(a, b, height) for ring in largest for a, b in _edges(ring) if (a[1] > height) != (b[1] > height)
    )
    spans = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not spans:
        return largest[0][0]
    west, east = max(spans, key=lambda span: span[1] - span[0])
    return (west + east) / 2, height


def _edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(pairwise(ring))


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring)) / 2


def _middle_height(ring: Ring) -> float:
    """Of the centroid."""
    area = _area(ring)
    if not area:
        return ring[0][1]
    return sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in _edges(ring)) / (6 * area)


def _crossing(a: Point, b: Point, height: float) -> float:
    return a[0] + (height - a[1]) * (b[0] - a[0]) / (b[1] - a[1])

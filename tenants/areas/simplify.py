"""Borders with fewer points, so that neighbours still touch.

Where borders meet, nothing moves. Between two such points a border is one line, whoever's it is, and is simplified
(Ramer, Douglas and Peucker) from the same end: so both sides keep the same points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import hypot

from tenants.areas.wkb import Point, Polygon, Ring


def junctions(polygons: Iterable[Polygon]) -> set[Point]:
    """The points where borders meet: two rings come to them, or leave them, by different ways."""
    ways: dict[Point, tuple[Point, Point]] = {}
    met: set[Point] = set()
    for polygon in polygons:
        for ring in polygon:
            open_ring = ring[:-1]
            for number, point in enumerate(open_ring):
                before, after = open_ring[number - 1], open_ring[(number + 1) % len(open_ring)]
                way = (before, after) if before < after else (after, before)
                if ways.setdefault(point, way) != way:
                    met.add(point)
    return met


def simplified(polygons: list[Polygon], met: set[Point], *, tolerance: float) -> list[Polygon]:
    """The polygons again; rings too small to be seen are gone, but never the last one."""
    found = []
    for polygon in polygons:
        rings = [_ring(ring, met, tolerance) for ring in polygon]
        if len(rings[0]) >= 4:
            found.append([rings[0], *(hole for hole in rings[1:] if len(hole) >= 4)])
    return found or [[max(polygons, key=lambda one: len(one[0]))[0]]]


def _ring(ring: Ring, met: set[Point], tolerance: float) -> Ring:
    points = [point for arc in _arcs(ring[:-1], met) for point in _line(arc, tolerance)[:-1]]
    return [*points, points[0]]


def _arcs(points: Ring, met: set[Point]) -> Iterator[Ring]:
    """The ring in pieces from junction to junction; without any, in two halves that every direction finds."""
    cuts = [number for number, point in enumerate(points) if point in met]
    if not cuts:
        first = points.index(min(points))
        points = points[first:] + points[:first]
        far = max(range(len(points)), key=lambda number: (_apart(points[0], points[number]), points[number]))
        cuts = [0, far]
    for start, end in zip(cuts, [*cuts[1:], cuts[0]], strict=True):
        yield points[start : end + 1] if start < end else points[start:] + points[: end + 1]


def _line(arc: Ring, tolerance: float) -> Ring:
    """An arc with what lies off its chords by more than the tolerance, read from its smaller end."""
    turned = (arc[0], arc[1]) > (arc[-1], arc[-2])
    line = arc[::-1] if turned else arc
    keep = {0, len(line) - 1}
    if line[0] == line[-1] and len(line) > 2:  # a loop from one junction back to it has no chord
        far = max(range(len(line)), key=lambda number: (_apart(line[0], line[number]), line[number]))
        keep |= {far} | _kept(line, 0, far, tolerance) | _kept(line, far, len(line) - 1, tolerance)
    else:
        keep |= _kept(line, 0, len(line) - 1, tolerance)
    found = [line[number] for number in sorted(keep)]
    return found[::-1] if turned else found


def _kept(line: Ring, start: int, end: int, tolerance: float) -> set[int]:
    kept: set[int] = set()
    open_parts = [(start, end)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        number = max(range(first + 1, last), key=lambda one: _off(line[one], line[first], line[last]))
        if _off(line[number], line[first], line[last]) > tolerance:
            kept.add(number)
            open_parts += [(first, number), (number, last)]
    return kept


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies off a chord."""
    length = _apart(start, end)
    if not length:
        return _apart(point, start)
    wide, high = end[0] - start[0], end[1] - start[1]
    return abs(wide * (start[1] - point[1]) - high * (start[0] - point[0])) / length

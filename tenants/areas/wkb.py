"""Polygons out of GeoPackage's binary geometries: a header of its own, then well-known binary."""

from __future__ import annotations

import struct

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

# Of the envelope that may stand in the header, by its code: OGC 12-128r19, 2.1.3.
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_POLYGON, _MULTIPOLYGON = 3, 6


class NotAPolygon(ValueError):
    """Not the binary form of a polygon or of several."""


def polygons_of(blob: bytes) -> list[Polygon]:
    if blob[:2] != b"GP" or len(blob) < 8:
        raise NotAPolygon("The geometry is not GeoPackage's.")
    envelope = (blob[3] >> 1) & 7
    if envelope >= len(_ENVELOPE_BYTES):
        raise NotAPolygon("The geometry's envelope is of no known kind.")
    try:
        return _Reader(blob, 8 + _ENVELOPE_BYTES[envelope]).polygons()
    except (struct.error, IndexError) as broken:
        raise NotAPolygon("The geometry ends too early.") from broken


class _Reader:
    """Reads on from where it stands."""

    def __init__(self, blob: bytes, start: int) -> None:
        self.blob, self.at = blob, start
        self.order, self.dimensions = "<", 2

    def polygons(self) -> list[Polygon]:
        kind = self._kind()
        if kind == _POLYGON:
            return [self._polygon()]
        if kind != _MULTIPOLYGON:
            raise NotAPolygon(f"The geometry is of kind {kind}.")
        return [polygon for _ in range(self._number()) for polygon in self.polygons()]

    def _kind(self) -> int:
        self.order = "<" if self.blob[self.at] else ">"
        self.at += 1
        heights, kind = divmod(self._number(), 1000)  # thousands say whether Z and M come along
        self.dimensions = (2, 3, 3, 4)[heights]
        return kind

    def _polygon(self) -> Polygon:
        return [self._ring() for _ in range(self._number())]

    def _ring(self) -> Ring:
        count, size = self._number(), self.dimensions
        values = struct.unpack_from(f"{self.order}{count * size}d", self.blob, self.at)
        self.at += 8 * count * size
        return list(zip(values[::size], values[1::size], strict=True))

    def _number(self) -> int:
        (number,) = struct.unpack_from(f"{self.order}I", self.blob, self.at)
        self.at += 4
        return int(number)

"""Which tiles there may be: those of Germany and a little around it."""

from __future__ import annotations

from math import asinh, pi, radians, tan

ZOOMS = range(5, 19)
WEST, SOUTH, EAST, NORTH = 5.4, 46.9, 15.7, 55.4


def is_here(z: int, x: int, y: int) -> bool:
    if z not in ZOOMS:
        return False
    left, top = _tile(WEST, NORTH, z)
    right, bottom = _tile(EAST, SOUTH, z)
    return left <= x <= right and top <= y <= bottom


def _tile(longitude: float, latitude: float, z: int) -> tuple[int, int]:
    """Of the web's Mercator grid."""
    across = (longitude + 180) / 360
    down = (1 - asinh(tan(radians(latitude))) / pi) / 2
    return int(across * 2**z), int(down * 2**z)

"""From ETRS89 / UTM zone 32N (EPSG:25832), in metres, to latitude and longitude.

Krüger's series to the fourth order (Karney 2011, "Transverse Mercator with an accuracy of a few nanometers"): far below
a millimetre anywhere in Germany. ETRS89 stands for WGS84; they differ by less than a metre.
"""

from __future__ import annotations

from math import asin, atan2, cos, cosh, degrees, sin, sinh

_FLAT = 1 / 298.257222101  # GRS80
_N = _FLAT / (2 - _FLAT)
_RADIUS = 6378137 / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_SCALE, _FALSE_EAST, _MERIDIAN = 0.9996, 500_000.0, 9.0
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
_DELTA = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3 + 116 * _N**4 / 45,
    7 * _N**2 / 3 - 8 * _N**3 / 5 - 227 * _N**4 / 45,
    56 * _N**3 / 15 - 136 * _N**4 / 35,
    4279 * _N**4 / 630,
)


def to_degrees(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude, in GeoJSON's order."""
    up, side = north / (_SCALE * _RADIUS), (east - _FALSE_EAST) / (_SCALE * _RADIUS)
    xi, eta = up, side
    for k, beta in enumerate(_BETA, start=1):
        xi -= beta * sin(2 * k * up) * cosh(2 * k * side)
        eta -= beta * cos(2 * k * up) * sinh(2 * k * side)
    chi = asin(sin(xi) / cosh(eta))
    latitude = chi + sum(delta * sin(2 * k * chi) for k, delta in enumerate(_DELTA, start=1))
    return _MERIDIAN + degrees(atan2(sinh(eta), cos(xi))), degrees(latitude)

"""Schematic maps of the demo regions, drawn by hand for it and for nothing else: a shape to recognise, no survey.

Points are longitude and latitude.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Any

from marketplace.demo.shape import DemoRegion

Line = tuple[tuple[float, float], ...]

_KIEL_WEST = (
    *((10.1365, 54.3150), (10.1420, 54.3230), (10.1490, 54.3310), (10.1560, 54.3410), (10.1600, 54.3500)),
    *((10.1590, 54.3620), (10.1540, 54.3680), (10.1610, 54.3740), (10.1720, 54.3840), (10.1900, 54.3910)),
    *((10.1860, 54.4000), (10.1760, 54.4080), (10.1720, 54.4180), (10.1770, 54.4280), (10.1650, 54.4340)),
)
_KIEL_EAST = (
    *((10.1960, 54.3480), (10.1900, 54.3440), (10.1840, 54.3340), (10.1740, 54.3300), (10.1650, 54.3230)),
    *((10.1530, 54.3170), (10.1400, 54.3120)),
)
_SL_COAST = (
    *((9.505, 54.812), (9.520, 54.840), (9.550, 54.850), (9.578, 54.876), (9.600, 54.862), (9.600, 54.835)),
    *((9.660, 54.825), (9.730, 54.815), (9.790, 54.798), (9.850, 54.772), (9.885, 54.798), (9.925, 54.765)),
    *((9.960, 54.730), (10.000, 54.700), (10.030, 54.675)),
)


@dataclass(frozen=True)
class Sketch:
    """``water`` are surfaces, ``rivers`` lines of some width in degrees."""

    outline: Line
    water: dict[str, Line] = field(default_factory=dict)
    rivers: dict[str, tuple[float, Line]] = field(default_factory=dict)


SKETCHES = {
    "kiel": Sketch(
        outline=(
            *_KIEL_WEST,
            *((10.1350, 54.4290), (10.1180, 54.4020), (10.1000, 54.3850), (10.0740, 54.3730), (10.0450, 54.3620)),
            *((10.0390, 54.3360), (10.0330, 54.3150), (10.0440, 54.2950), (10.0640, 54.2850), (10.0800, 54.2740)),
            *((10.1060, 54.2720), (10.1200, 54.2620), (10.1450, 54.2510), (10.1660, 54.2500), (10.1850, 54.2620)),
            *((10.2070, 54.2720), (10.2230, 54.2860), (10.2150, 54.3060), (10.2260, 54.3260), (10.2160, 54.3440)),
            *_KIEL_EAST,
        ),
        water={
            "Kieler Förde": (
                *_KIEL_WEST,
                *((10.1950, 54.4650), (10.3200, 54.4650), (10.3000, 54.4250), (10.2300, 54.4060), (10.2060, 54.3860)),
                *((10.2010, 54.3710), (10.1910, 54.3560)),
                *_KIEL_EAST,
            ),
            "Wellsee": ((10.152, 54.276), (10.160, 54.279), (10.166, 54.275), (10.160, 54.271)),
            "Russee": ((10.062, 54.294), (10.070, 54.297), (10.074, 54.293), (10.067, 54.289)),
        },
        rivers={
            "Nord-Ostsee-Kanal": (
                0.0022,
                (
                    (10.156, 54.3675),
                    (10.138, 54.3660),
                    (10.113, 54.3705),
                    (10.088, 54.3630),
                    (10.055, 54.3600),
                    (10.02, 54.3540),
                ),
            ),
            "Schwentine": (
                0.0012,
                ((10.236, 54.2990), (10.222, 54.3060), (10.205, 54.3170), (10.196, 54.3280), (10.178, 54.3320)),
            ),
        },
    ),
    "dortmund": Sketch(
        outline=(
            *((7.335, 51.575), (7.365, 51.598), (7.400, 51.588), (7.425, 51.592), (7.460, 51.600), (7.500, 51.592)),
            *((7.530, 51.580), (7.560, 51.588), (7.585, 51.575), (7.600, 51.558), (7.635, 51.553), (7.638, 51.530)),
            *((7.620, 51.512), (7.632, 51.495), (7.605, 51.482), (7.600, 51.462), (7.565, 51.452), (7.530, 51.455)),
            *((7.515, 51.443), (7.490, 51.430), (7.475, 51.417), (7.450, 51.420), (7.430, 51.430), (7.405, 51.440)),
            *((7.385, 51.455), (7.365, 51.470), (7.345, 51.478), (7.322, 51.486), (7.308, 51.500), (7.315, 51.518)),
            *((7.335, 51.530), (7.325, 51.548), (7.330, 51.560)),
        ),
        water={
            "Phoenix-See": (
                (7.5070, 51.4910),
                (7.5160, 51.4900),
                (7.5250, 51.4875),
                (7.5170, 51.4865),
                (7.5080, 51.4880),
            ),
            "Hengsteysee": (
                (7.438, 51.413),
                (7.462, 51.4135),
                (7.488, 51.416),
                (7.487, 51.4105),
                (7.460, 51.409),
                (7.440, 51.410),
            ),
        },
        rivers={
            "Dortmund-Ems-Kanal": (
                0.0026,
                (
                    (7.444, 51.5240),
                    (7.436, 51.5330),
                    (7.412, 51.5480),
                    (7.391, 51.5600),
                    (7.372, 51.5760),
                    (7.352, 51.6060),
                ),
            ),
            "Emscher": (
                0.0014,
                (
                    (7.620, 51.4870),
                    (7.570, 51.4890),
                    (7.530, 51.4920),
                    (7.495, 51.4940),
                    (7.440, 51.4930),
                    (7.416, 51.5200),
                    (7.395, 51.5420),
                    (7.366, 51.5620),
                    (7.328, 51.5680),
                ),
            ),
        },
    ),
    "schleswig-flensburg": Sketch(
        outline=(
            *((9.130, 54.830), (9.215, 54.848), (9.300, 54.812), (9.380, 54.832), (9.418, 54.836), (9.385, 54.800)),
            *((9.370, 54.770), (9.420, 54.745), (9.470, 54.760), (9.495, 54.785)),
            *_SL_COAST,
            *((9.960, 54.668), (9.935, 54.640), (9.880, 54.610), (9.800, 54.580), (9.750, 54.548), (9.720, 54.525)),
            *((9.660, 54.500), (9.620, 54.480), (9.622, 54.450), (9.642, 54.420), (9.580, 54.380), (9.520, 54.350)),
            *((9.440, 54.330), (9.360, 54.318), (9.240, 54.312), (9.190, 54.345), (9.222, 54.390), (9.240, 54.450)),
            *((9.222, 54.500), (9.250, 54.560), (9.220, 54.600), (9.180, 54.650), (9.130, 54.700), (9.110, 54.750)),
        ),
        water={
            "Ostsee": (
                *((9.432, 54.800), (9.428, 54.842), (9.460, 54.866), (9.550, 54.897), (9.620, 54.900), (9.660, 54.870)),
                *((9.750, 54.862), (9.850, 54.872), (9.950, 54.875), (10.150, 54.855), (10.150, 54.640)),
                *reversed(_SL_COAST),
                *((9.470, 54.812), (9.440, 54.790)),
            ),
        },
        rivers={
            "Schlei": (
                0.011,
                (
                    (9.565, 54.512),
                    (9.620, 54.520),
                    (9.680, 54.520),
                    (9.735, 54.540),
                    (9.790, 54.572),
                    (9.865, 54.600),
                    (9.930, 54.636),
                    (9.965, 54.668),
                    (10.035, 54.676),
                ),
            ),
            "Treene": (
                0.003,
                (
                    (9.430, 54.700),
                    (9.400, 54.660),
                    (9.370, 54.620),
                    (9.330, 54.560),
                    (9.310, 54.500),
                    (9.250, 54.430),
                    (9.190, 54.375),
                ),
            ),
        },
    ),
    "mittelholstein": Sketch(
        outline=(
            *((9.360, 54.100), (9.368, 54.140), (9.400, 54.168), (9.460, 54.186), (9.520, 54.176), (9.550, 54.190)),
            *((9.605, 54.172), (9.655, 54.148), (9.700, 54.156), (9.740, 54.130), (9.785, 54.120), (9.850, 54.108)),
            *((9.900, 54.104), (9.930, 54.086), (9.945, 54.050), (9.920, 54.020), (9.860, 54.030), (9.800, 54.024)),
            *((9.750, 54.020), (9.700, 54.040), (9.640, 54.055), (9.600, 54.070), (9.530, 54.064), (9.480, 54.076)),
            *((9.430, 54.070), (9.385, 54.080)),
        ),
        rivers={
            "Nord-Ostsee-Kanal": (
                0.0040,
                ((9.310, 54.060), (9.340, 54.100), (9.352, 54.142), (9.395, 54.182), (9.460, 54.202), (9.540, 54.214)),
            ),
            "Bünzau": (0.0016, ((9.780, 54.116), (9.800, 54.090), (9.790, 54.060), (9.795, 54.030), (9.770, 54.000))),
            "Haalerau": (0.0016, ((9.600, 54.120), (9.575, 54.140), (9.545, 54.160), (9.500, 54.190))),
        },
    ),
}


def drawing(data: DemoRegion) -> bytes:
    """GeoJSON, as a region would upload it."""
    sketch = SKETCHES[data.label]
    features = [_polygon("outline", "", _smooth(sketch.outline))]
    features += [_polygon("water", name, _smooth(line)) for name, line in sketch.water.items()]
    features += [
        _polygon("water", name, _ribbon(line, width, spring="kanal" not in name.lower()))
        for name, (width, line) in sketch.rivers.items()
    ]
    features += [_place(name, spot.longitude, spot.latitude) for name, spot in data.spots.items()]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _polygon(kind: str, name: str, line: Line) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [[*line, line[0]]]}
    return {"type": "Feature", "properties": {"kind": kind, "name": name}, "geometry": geometry}


def _place(name: str, longitude: float, latitude: float) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def _smooth(line: Line, *, closed: bool = True) -> Line:
    """Corners cut twice (Chaikin)."""
    for _ in range(2):
        ends = pairwise((*line, line[0])) if closed else pairwise(line)
        cut = tuple(
            (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in ends for part in (0.25, 0.75)
        )
        line = cut if closed else (line[0], *cut, line[-1])
    return line


def _ribbon(line: Line, width: float, *, spring: bool) -> Line:
    """A line with both its banks, narrow where it begins in a spring; a degree of longitude is shorter here."""
    line = _smooth(line, closed=False)
    left, right = [], []
    for number, (x, y) in enumerate(line):
        before, after = line[max(number - 1, 0)], line[min(number + 1, len(line) - 1)]
        east, north = (after[0] - before[0]) * 0.59, after[1] - before[1]
        half = width / 2 * (min(1, 0.2 + 3 * number / len(line)) if spring else 1) / (hypot(east, north) or 1)
        across, up = -north * half / 0.59, east * half
        left.append((x + across, y + up))
        right.append((x - across, y - up))
    return (*left, *reversed(right))

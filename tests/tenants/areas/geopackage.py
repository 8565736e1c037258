"""Writes a small GeoPackage of the same form as VG250."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

Ring = list[tuple[float, float]]

# Four squares of ten kilometres near Nortorf, in UTM32s: two Gemeinden of one Amt above each other, two beside them.
WEST, SOUTH, STEP = 550_000.0, 6_000_000.0, 10_000.0


def square(column: int, row: int, *, bumps: int = 40) -> Ring:
    """Counter-clockwise and closed, with points along its sides that stray a little, the same for both neighbours."""

    def side(start: tuple[int, int], end: tuple[int, int]) -> Ring:
        a, b = sorted((start, end))
        points = [_along(a, b, number / bumps, number) for number in range(bumps)] + [_corner(b)]
        return points if (a, b) == (start, end) else points[::-1]

    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    ring = [point for a, b in zip(corners, corners[1:] + corners[:1], strict=True) for point in side(a, b)[:-1]]
    return [*ring, ring[0]]


def _corner(place: tuple[int, int]) -> tuple[float, float]:
    return WEST + place[0] * STEP, SOUTH + place[1] * STEP


def _along(a: tuple[int, int], b: tuple[int, int], part: float, number: int) -> tuple[float, float]:
    (x, y), (to_x, to_y) = _corner(a), _corner(b)
    stray = 0.0 if number == 0 else (30.0 if number % 2 else -30.0) + (600.0 if number == 20 else 0.0)
    across = (0, 1) if a[1] == b[1] else (1, 0)
    return x + (to_x - x) * part + across[0] * stray, y + (to_y - y) * part + across[1] * stray


def blob(rings: list[Ring], *, envelope: bool = True, multi: bool = True, order: str = "<") -> bytes:
    """A GeoPackage's geometry: header, then well-known binary."""
    byte = b"\x01" if order == "<" else b"\x00"
    polygon = byte + struct.pack(f"{order}II", 3, len(rings))
    for ring in rings:
        polygon += struct.pack(f"{order}I", len(ring)) + b"".join(struct.pack(f"{order}dd", *point) for point in ring)
    body = byte + struct.pack(f"{order}II", 6, 1) + polygon if multi else polygon
    header = b"GP\x00" + bytes([1 | (2 if envelope else 0)]) + struct.pack("<i", 25832)
    return header + (struct.pack("<4d", 0, 0, 0, 0) if envelope else b"") + body


def write_package(path: Path, *, srs: int = 25832, layers: tuple[str, ...] = ("gem", "vwg", "krs")) -> Path:
    rows = {
        "gem": [
            ("010585864001", "Nordmühlen", 4, blob([square(0, 1)])),
            ("010585864002", "Südmühlen", 4, blob([square(0, 0)], envelope=False, multi=False, order=">")),
            ("010585864002", "Südmühlen", 2, blob([square(5, 5)])),  # its part of a lake
            ("010580001001", "Osterfeld", 4, blob([square(1, 0)])),
            ("010020000000", "Hafenstadt", 4, blob([square(1, 1)])),
        ],
        "vwg": [("010585864", "Mühlenamt", 4, blob([_union()]))],
        "krs": [
            ("01058", "Mühlenkreis", 4, blob([_union(), square(1, 0)][:1])),
            ("01002", "Hafenstadt", 4, blob([square(1, 1)])),
        ],
    }
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)")
    for layer in layers:
        file.execute(f"CREATE TABLE vg250_{layer} (id INTEGER, geom BLOB, GF INTEGER, ARS TEXT, GEN TEXT)")
        file.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (f"vg250_{layer}", srs))
        for ars, name, factor, shape in rows[layer]:
            file.execute(f"INSERT INTO vg250_{layer} VALUES (1, ?, ?, ?, ?)", (shape, factor, ars, name))
    file.execute("CREATE TABLE vg250_li (id INTEGER, geom BLOB)")
    file.execute("INSERT INTO gpkg_geometry_columns VALUES ('vg250_li', 'geom', 25832)")
    file.commit()
    file.close()
    return path


def _union() -> Ring:
    """Both Gemeinden of the Amt: without the side that they share."""
    south, north = square(0, 0)[:-1], square(0, 1)[:-1]
    a, b = _corner((1, 1)), _corner((0, 1))
    start, end = south.index(a), south.index(b)
    lower = south[end:] + south[: start + 1]  # from b around the bottom to a
    start, end = north.index(a), north.index(b)
    upper = north[start:] + north[:end]  # from a around the top to b
    ring = lower[:-1] + upper
    return [*ring, ring[0]]

"""Reads the areas of a GeoPackage like VG250 of the Bundesamt für Kartographie und Geodäsie."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tenants.areas.models import Level
from tenants.areas.wkb import NotAPolygon, Polygon, polygons_of

METRES, DEGREES = 25832, (4258, 4326)  # EPSG: what the BKG's files are in
_LAND = 4  # Geofaktor: land, and not the part of the same area that is water
_LAYER = re.compile(r"(?:^|_)(gem|vwg|krs)$", re.IGNORECASE)


class Unreadable(ValueError):
    """The file is not what this room reads; the text says what is missing."""


class Read(NamedTuple):
    level: Level
    ars: str
    name: str
    polygons: list[Polygon]


class Layer(NamedTuple):
    table: str
    column: str
    level: Level
    in_metres: bool


def layers(path: Path) -> list[Layer]:
    """The layers of Gemeinden, Verbände and Kreise. Refuses with ``Unreadable``."""
    try:
        with closing(_open(path)) as file:
            found = file.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchall()
    except sqlite3.DatabaseError as broken:
        raise Unreadable(f"{path} is no GeoPackage: {broken}.") from broken
    named = [(table, column, srs, match) for table, column, srs in found if (match := _LAYER.search(table))]
    if wrong := {srs for _table, _column, srs, _match in named} - {METRES, *DEGREES}:
        raise Unreadable(f"{path} is in EPSG:{wrong.pop()}; fetch it in UTM32s (EPSG:{METRES}).")
    known = [Layer(table, column, Level(match[1].lower()), srs == METRES) for table, column, srs, match in named]
    if {layer.level for layer in known} < {Level.GEMEINDE, Level.KREIS}:
        raise Unreadable(f"{path} has no layers of Gemeinden and Kreise (…_gem and …_krs).")
    return known


def read_layer(path: Path, layer: Layer) -> Iterator[Read]:
    """Its areas by their numbers, water aside."""
    with closing(_open(path)) as file:
        columns = {row[1].upper() for row in file.execute(f"PRAGMA table_info({_quoted(layer.table)})")}
        if missing := {"ARS", "GEN"} - columns:
            raise Unreadable(f"{layer.table} has no column {missing.pop()}.")
        land = f"WHERE GF = {_LAND}" if "GF" in columns else ""
        rows = file.execute(f"SELECT ARS, GEN, {_quoted(layer.column)} FROM {_quoted(layer.table)} {land} ORDER BY ARS")  # noqa: S608
        for ars, name, blob in rows:
            try:
                yield Read(layer.level, str(ars).ljust(12, "0"), str(name), polygons_of(blob))
            except NotAPolygon as broken:
                raise Unreadable(f"{name}: {broken}") from broken


def _open(path: Path) -> sqlite3.Connection:
    """For reading only: it makes no file where there is none."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

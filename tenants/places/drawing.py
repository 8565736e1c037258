"""A region's own GeoJSON: looked through, simplified, and put into the form that the map draws.

``kind`` of a feature is ``outline``, ``district`` (what it is without), ``water`` or ``place``, a point with a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from tenants.areas.simplify import junctions, simplified
from tenants.areas.wkb import Point, Polygon, Ring
from tenants.places.label_point import label_point

LARGEST_BYTES = 5_000_000
MOST_FEATURES, MOST_POINTS = 600, 30_000  # after simplifying
TOLERANCE_DEGREES = 0.0003  # some 25 m
KINDS = ("outline", "district", "water", "place")
_NAMES = ("name", "Name", "NAME", "GEN", "gen", "bezeichnung", "Bezeichnung", "stadtteil", "Stadtteil", "ortsteil")
_GERMANY = (5.0, 46.5, 16.0, 56.0)  # west, south, east, north; with the seas

Feature = dict[str, Any]


class Unusable(ValueError):
    """The text says in German what is wrong and what helps."""


def read_drawing(content: bytes) -> list[Feature]:
    """The features of an uploaded file. Refuses with ``Unusable``."""
    features = [_read(number, one) for number, one in enumerate(_features(content), start=1)]
    polygons = [polygon for _kind, _name, shape in features if isinstance(shape, list) for polygon in shape]
    if not polygons:
        raise Unusable(_("Die Datei enthält keine Fläche."))
    met = junctions(polygons)
    found = [_drawn(kind, name, shape, met) for kind, name, shape in features]
    if sum(1 for _point in _positions(found)) > MOST_POINTS:
        raise Unusable(_("Die Datei ist zu genau. Bitte vereinfachen Sie die Grenzen, zum Beispiel auf 50 m."))
    return found


def _features(content: bytes) -> list[Any]:
    if len(content) > LARGEST_BYTES:
        raise Unusable(_("Die Datei ist größer als 5 MB. Bitte vereinfachen Sie die Grenzen."))
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise Unusable(_("Das ist kein GeoJSON. Bitte speichern Sie die Ebene als GeoJSON (EPSG:4326).")) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        raise Unusable(_("Die Datei ist keine „FeatureCollection“ mit Flächen."))
    if len(features) > MOST_FEATURES:
        raise Unusable(_("Mehr als %(most)s Flächen zeigt die Karte nicht.") % {"most": MOST_FEATURES})
    return features


def _read(number: int, feature: Any) -> tuple[str, str, list[Polygon] | Point]:
    """Kind, name and polygons, or the point of a place."""
    try:
        properties, geometry = feature.get("properties") or {}, feature["geometry"]
        kind, coordinates = geometry["type"], geometry["coordinates"]
        if kind == "Point":
            shape: list[Polygon] | Point = _point(coordinates)
        else:
            shape = [_polygon(one) for one in {"Polygon": [coordinates], "MultiPolygon": coordinates}[kind]]
    except Unusable:
        raise
    except (AttributeError, KeyError, TypeError, ValueError, IndexError):
        said = _("Eintrag %(number)s ist weder eine Fläche (Polygon, MultiPolygon) noch ein Punkt.")
        raise Unusable(said % {"number": number}) from None
    name = next((str(properties[key]) for key in _NAMES if properties.get(key)), "").strip()[:80]
    what = "place" if isinstance(shape, tuple) else str(properties.get("kind") or "district")
    if what not in KINDS:
        said = _("„%(kind)s“ kennt die Karte nicht. Sie kennt: %(kinds)s.")
        raise Unusable(said % {"kind": what[:40], "kinds": ", ".join(KINDS)})
    if what in ("district", "place") and not name:
        raise Unusable(_("Eintrag %(number)s hat keinen Namen (Eigenschaft „name“).") % {"number": number})
    return what, name, shape


def _polygon(rings: Any) -> Polygon:
    polygon = [[_point(one) for one in ring] for ring in rings]
    if not polygon or min(len(ring) for ring in polygon) < 4 or any(ring[0] != ring[-1] for ring in polygon):
        raise ValueError("a ring has four points or more and ends where it begins")
    return polygon


def _point(position: Any) -> Point:
    x, y = float(position[0]), float(position[1])
    west, south, east, north = _GERMANY
    if west <= x <= east and south <= y <= north:
        return x, y
    if west <= y <= east and south <= x <= north:
        raise Unusable(_("Länge und Breite sind vertauscht: In GeoJSON steht die Länge zuerst."))
    if abs(x) > 180 or abs(y) > 90:
        raise Unusable(_("Die Koordinaten sind in Metern. Bitte speichern Sie die Datei in WGS 84 (EPSG:4326)."))
    raise Unusable(_("Die Flächen liegen nicht in Deutschland."))


def _drawn(kind: str, name: str, shape: list[Polygon] | Point, met: set[Point]) -> Feature:
    if isinstance(shape, tuple):
        return feature_of(kind, name, None, shape)
    return feature_of(kind, name, simplified(shape, met, tolerance=TOLERANCE_DEGREES), None)


def feature_of(kind: str, name: str, polygons: list[Polygon] | None, label: Point | None) -> Feature:
    """``k`` is its kind, ``n`` its name, ``l`` where the name stands."""
    point = label or label_point(polygons or [])
    properties = {"k": kind, **({"n": name, "l": _rounded(point)} if name else {})}
    geometry: dict[str, Any] | None = None
    if polygons is not None:
        shape = [[[_rounded(one) for one in ring] for ring in polygon] for polygon in polygons]
        geometry = {"type": "MultiPolygon", "coordinates": shape}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _rounded(point: Point) -> list[float]:
    return [round(point[0], 5), round(point[1], 5)]


def _positions(features: list[Feature]) -> Iterator[Ring]:
    for feature in features:
        for polygon in (feature["geometry"] or {"coordinates": []})["coordinates"]:
            for ring in polygon:
                yield from ring

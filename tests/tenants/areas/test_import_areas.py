"""Borders of all areas, read once for an installation."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kreislauf.regions import RegionCard, stepping_into
from tenants.areas.find import areas_of, newest_import
from tenants.areas.geopackage import Unreadable, layers
from tenants.areas.import_areas import import_areas
from tenants.areas.models import Area, Level
from tenants.areas.simplify import junctions, simplified
from tenants.areas.utm import to_degrees
from tenants.areas.wkb import NotAPolygon, polygons_of
from tenants.models import Region
from tests.make import NOON
from tests.tenants.areas.geopackage import blob, square, write_package

AMT = "010585864000"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "DE_VG250.gpkg")


@pytest.mark.parametrize(
    ("east", "north", "longitude", "latitude"),
    [
        (500_000, 5_540_547.37, 9.0, 50.017238582),  # on the meridian itself
        (691_875.63, 5_334_761.03, 11.579151816, 48.137147089),  # München
        (573_947.0, 6_020_167.0, 10.136979320, 54.323999327),  # Kiel
        (293_966.72, 5_628_318.55, 6.077951089, 50.769989010),  # Aachen
        (860_894.0, 5_694_300.0, 14.176515191, 51.285405400),  # the Lausitz, beyond the zone's edge
        (280_000.0, 5_300_000.0, 6.061086558, 47.815708860),
        (920_000.0, 6_100_000.0, 15.549430058, 54.870059252),
    ],
)
def test_metres_become_degrees_as_with_proj(east: float, north: float, longitude: float, latitude: float) -> None:
    assert to_degrees(east, north) == pytest.approx((longitude, latitude), abs=2e-9)


def test_polygons_are_read_whichever_way_they_are_written() -> None:
    ring = square(0, 0)
    for envelope in (True, False):
        for multi in (True, False):
            for order in "<>":
                assert polygons_of(blob([ring], envelope=envelope, multi=multi, order=order)) == [[ring]]
    heights = b"GP\x00\x01" + bytes(4) + b"\x01" + struct.pack("<III", 1003, 1, 4)
    heights += b"".join(struct.pack("<ddd", x, y, 7) for x, y in [(0, 0), (1, 0), (0, 1), (0, 0)])
    assert polygons_of(heights) == [[[(0, 0), (1, 0), (0, 1), (0, 0)]]]


@pytest.mark.parametrize(
    "broken", [b"", b"GP", b"XX" + bytes(40), blob([square(0, 0)])[:-9], b"GP\x00\x0f" + bytes(90)]
)
def test_what_is_no_polygon_is_refused(broken: bytes) -> None:
    with pytest.raises(NotAPolygon):
        polygons_of(broken)


def test_neighbours_still_touch_and_what_strays_little_is_gone() -> None:
    south, north, east = [[square(0, 0)]], [[square(0, 1)]], [[square(1, 0)]]
    met = junctions([*south, *north, *east])
    lower, upper = (simplified(one, met, tolerance=80.0)[0][0] for one in (south, north))
    shared = set(square(0, 0)) & set(square(0, 1))
    assert set(lower) & shared == set(upper) & shared
    assert len(shared) == 41
    assert 3 <= len(set(lower) & shared) <= 7  # both corners, the point that strays 600 m, and those beside it
    assert len(lower) < 30


def test_an_island_keeps_its_shape_and_is_the_same_from_inside_and_from_outside() -> None:
    island = square(0, 0)
    alone, hole = [[island]], [[square(3, 3), island[::-1]]]
    met = junctions([*alone, *hole])
    inner = simplified(alone, met, tolerance=80.0)[0][0]
    assert set(inner) == set(simplified(hole, met, tolerance=80.0)[0][1])
    assert 5 <= len(inner) < 30  # of 161
    assert simplified([[[(0, 0), (1, 0), (0, 1), (0, 0)]]], set(), tolerance=80.0) != []  # the last one stays


@pytest.mark.django_db
def test_each_region_finds_its_outline_and_its_gemeinden(package: Path) -> None:
    lines: list[str] = []
    assert import_areas(package, at=NOON, report=lines.append) == 7
    assert [(area.name, area.level) for area in areas_of(AMT)] == [
        ("Mühlenamt", Level.VERBAND),
        ("Nordmühlen", Level.GEMEINDE),
        ("Südmühlen", Level.GEMEINDE),
    ]
    assert [area.name for area in areas_of("010580000000")] == [
        *("Mühlenkreis", "Osterfeld", "Nordmühlen", "Südmühlen")
    ]
    assert [area.name for area in areas_of("010020000000")] == ["Hafenstadt", "Hafenstadt"]
    assert [area.name for area in areas_of("010585864002")] == ["Südmühlen"]
    assert areas_of("") == areas_of("999990000000") == areas_of("010000000000") == []
    source = newest_import()
    assert source is not None
    assert source.credit == f"© GeoBasis-DE / BKG ({NOON:%Y}), dl-de/by-2-0, vereinfacht"
    [[ring]] = Area.objects.get(name="Südmühlen", level="gem").shape  # one polygon: the lake is left out
    assert ring[0] == ring[-1]
    assert all(9.7 < x < 10.0 and 54.1 < y < 54.3 for x, y in ring)


@pytest.mark.django_db
def test_a_newer_file_replaces_the_older_and_a_broken_one_changes_nothing(package: Path, tmp_path: Path) -> None:
    import_areas(package, at=NOON, report=len)
    import_areas(package, at=NOON, report=len)
    assert Area.objects.count() == 7
    (tmp_path / "kaputt.gpkg").write_bytes(b"no database at all")
    with pytest.raises(Unreadable, match="is no GeoPackage"):
        import_areas(tmp_path / "kaputt.gpkg", at=NOON, report=len)
    assert Area.objects.count() == 7


def test_a_file_without_what_is_needed_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="EPSG:31467; fetch it in UTM32s"):
        layers(write_package(tmp_path / "gk3.gpkg", srs=31467))
    with pytest.raises(Unreadable, match="no layers of Gemeinden and Kreise"):
        layers(write_package(tmp_path / "lan.gpkg", layers=("krs",)))
    with pytest.raises(Unreadable, match="is no GeoPackage"):
        layers(tmp_path / "nirgends.gpkg")
    assert not (tmp_path / "nirgends.gpkg").exists()


@pytest.mark.django_db
def test_the_command_gives_every_region_its_ground(package: Path, kiel: RegionCard, dortmund: RegionCard) -> None:
    Region.objects.filter(label="kiel").update(ars="010020000000")
    Region.objects.filter(label="dortmund").update(ars="")
    call_command("places", "import", str(package), verbosity=0)
    with stepping_into(None):
        grounds = dict(Region.objects.values_list("label", "ground"))
    assert len(grounds["kiel"]) == 12
    assert grounds["dortmund"] == ""
    with pytest.raises(CommandError, match="is no GeoPackage"):
        call_command("places", "import", str(package.with_name("nichts.gpkg")))

"""A region's own map: what a file may hold, and what it is refused for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region
from tenants.places import drawing
from tenants.places.drawing import Unusable, read_drawing
from tenants.places.label_point import label_point
from tests.conftest import card_of
from tests.make import make_user
from tests.words import words

PAGE = "/verwaltung/orte/karte/"
WIK = [[10.1, 54.3], [10.2, 54.3], [10.2, 54.4], [10.1, 54.4], [10.1, 54.3]]


def feature(geometry: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geometry or {"type": "Polygon", "coordinates": [WIK]},
    }


def file(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def ring(*points: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*points, points[0]]]}


def test_kinds_and_names_are_read_and_a_name_stands_inside() -> None:
    found = read_drawing(
        file(
            feature(kind="outline", name="Kiel"),
            feature(GEN="Wik"),
            feature(kind="water", geometry={"type": "MultiPolygon", "coordinates": [[WIK]]}),
            feature(name="Altstadt", geometry={"type": "Point", "coordinates": [10.14, 54.32, 7.0]}),
        )
    )
    assert [one["properties"] for one in found] == [
        {"k": "outline", "n": "Kiel", "l": [10.15, 54.35]},
        {"k": "district", "n": "Wik", "l": [10.15, 54.35]},
        {"k": "water"},
        {"k": "place", "n": "Altstadt", "l": [10.14, 54.32]},
    ]
    assert found[1]["geometry"] == {"type": "MultiPolygon", "coordinates": [[WIK]]}
    assert found[3]["geometry"] is None


def test_a_name_stands_inside_of_a_horseshoe_and_beside_a_hole() -> None:
    horseshoe = [[(0, 0), (9, 0), (9, 9), (7, 9), (7, 2), (2, 2), (2, 9), (0, 9), (0, 0)]]
    x, _y = label_point([[[(float(a), float(b)) for a, b in part] for part in horseshoe]])
    assert x in (1.0, 8.0)
    hole = [(3.0, 1.0), (6.0, 1.0), (6.0, 8.0), (3.0, 8.0), (3.0, 1.0)]
    x, _y = label_point([[[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)], hole]])
    assert x in (1.5, 7.5)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 a zip", "Das ist kein GeoJSON."),
        (b"[" * 100_000, "Das ist kein GeoJSON."),
        (b"[]", "keine „FeatureCollection“"),
        (file(), "keine „FeatureCollection“"),
        (file(*[feature(name=str(one)) for one in range(601)]), "Mehr als 600 Flächen"),
        (file("x"), "Eintrag 1 ist weder eine Fläche"),
        (file(feature(name="A"), feature({"type": "LineString", "coordinates": WIK})), "Eintrag 2 ist weder"),
        (file(feature({"type": "Polygon", "coordinates": [WIK[:3]]}, name="A")), "Eintrag 1 ist weder"),
        (file(feature({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, name="A")), "Eintrag 1 ist weder"),
        (file(feature()), "Eintrag 1 hat keinen Namen"),
        (file(feature(kind="<b>", name="A")), "„<b>“ kennt die Karte nicht."),
        (file(feature(ring((54.3, 10.1), (54.4, 10.1), (54.4, 10.2)), name="A")), "Länge und Breite sind vertauscht"),
        (file(feature(ring((5e5, 6e6), (6e5, 6e6), (6e5, 7e6)), name="A")), "Die Koordinaten sind in Metern."),
        (file(feature(ring((2.3, 48.8), (2.4, 48.8), (2.4, 48.9)), name="A")), "liegen nicht in Deutschland"),
        (file(feature(ring((float("nan"), 54.3), (10.2, 54.3), (10.2, 54.4)), name="A")), "nicht in Deutschland"),
        (file(feature({"type": "Point", "coordinates": [10.1, 54.3]}, name="A")), "keine Fläche"),
    ],
)
def test_a_file_that_no_map_can_be_drawn_from_is_refused_with_what_helps(content: bytes, sentence: str) -> None:
    with pytest.raises(Unusable) as refused:
        read_drawing(content)
    assert sentence in str(refused.value)


def test_a_file_that_is_too_large_or_too_fine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LARGEST_BYTES", 100)
    with pytest.raises(Unusable, match="größer als 5 MB"):
        read_drawing(file(feature(name="A")))
    monkeypatch.undo()
    monkeypatch.setattr(drawing, "MOST_POINTS", 3)
    with pytest.raises(Unusable, match="zu genau"):
        read_drawing(file(feature(name="A")))


@pytest.fixture
def leader(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR, name="Lea Brandt"))


def upload(leader: Client, content: bytes) -> Any:
    return leader.post(PAGE, {"file": SimpleUploadedFile("kiel.geojson", content)}, follow=True)


@pytest.mark.django_db
def test_a_region_draws_itself_and_takes_it_back(leader: Client, in_kiel: RegionCard) -> None:
    def version() -> str:
        with stepping_into(None):
            return str(Region.objects.get(label="kiel").ground)

    assert "Für Ihre Region liegen keine Grenzen vor." in words(leader.get(PAGE))
    assert leader.get("/orte/karte.json").json()["features"] == []

    refused = upload(leader, b"nix")
    assert (refused.status_code, version()) == (422, "")
    assert "Das ist kein GeoJSON." in words(refused)

    assert "Ihre Karte ist gespeichert." in words(upload(leader, file(feature(name="Wik"))))
    first = version()
    assert len(first) == 12
    ground = leader.get(f"/orte/karte.json?v={first}")
    assert [one["properties"]["n"] for one in ground.json()["features"]] == ["Wik"]
    upload(leader, file(feature(name="Gaarden")))
    assert version() not in ("", first)

    assert "Eigene Karte entfernen?" in words(leader.get(f"{PAGE}entfernung/"))
    assert version() != ""
    leader.post(f"{PAGE}entfernung/")
    leader.post(f"{PAGE}entfernung/")
    assert version() == ""
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        *("places.map_drawn", "places.map_drawn", "places.map_removed")
    ]


@pytest.mark.django_db
def test_a_drawing_makes_a_map_and_its_address_counts_for_its_version(
    leader: Client, in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    assert "kl-map" not in client_for(in_kiel).get("/betriebe/").content.decode()
    upload(leader, file(feature(name="Wik")))
    card = card_of("kiel")
    site = client_for(card)
    assert f'data-outline="/orte/karte.json?v={card.ground}"' in site.get("/betriebe/").content.decode()
    assert "immutable" in site.get(f"/orte/karte.json?v={card.ground}")["Cache-Control"]
    assert "immutable" not in site.get("/orte/karte.json?v=0123")["Cache-Control"]


@pytest.mark.django_db
def test_only_those_who_lead_draw(office: Client) -> None:
    assert [office.get(path).status_code for path in (PAGE, f"{PAGE}entfernung/")] == [403, 403]

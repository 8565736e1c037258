"""Of many points a map shows how many lie close together; the part that it shows, and the filter, are honoured."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kreislauf import map_points
from tests.make import make_business, make_category, make_offer

pytestmark = pytest.mark.usefixtures("in_kiel")
WIK = [(10.10 + number / 10_000, 54.30) for number in range(4)]
FAR = (10.90, 54.80)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_points, "MOST_POINTS", 3)


@pytest.fixture
def town() -> None:
    """Four bakeries in one street and a mill far away, each with an offer."""
    food, craft = make_category(name="Essen"), make_category(name="Handwerk")
    for number, (longitude, latitude) in enumerate(WIK):
        bakery = make_business(name=f"Bäckerei {number}", category=food, longitude=longitude, latitude=latitude)
        make_offer(business=bakery)
    mill = make_business(name="Mühle", slug="muehle", category=craft, longitude=FAR[0], latitude=FAR[1])
    make_offer(business=mill)


def features(site: Client, path: str) -> list[tuple[list[float], dict[str, Any]]]:
    found = site.get(path).json()["features"]
    return sorted((one["geometry"]["coordinates"], one["properties"]) for one in found)


@pytest.mark.parametrize(
    ("path", "says"), [("/betriebe.geojson", "Handwerk · Wik"), ("/gutscheine.geojson", "1 Gutschein")]
)
def test_many_points_are_numbers_and_who_stands_alone_has_a_name(
    path: str, says: str, site: Client, town: None
) -> None:
    assert features(site, path) == [
        ([10.10015, 54.3], {"c": 4}),
        (list(FAR), {"n": "Mühle", "d": says, "u": "/betriebe/muehle/"}),
    ]


@pytest.mark.parametrize("path", ["/betriebe.geojson", "/gutscheine.geojson"])
def test_the_part_that_is_shown_has_its_own_points(path: str, site: Client, town: None) -> None:
    few = features(site, f"{path}?bbox=10.0999,54.2,10.10015,54.4")
    assert [properties["n"] for _place, properties in few] == ["Bäckerei 0", "Bäckerei 1"]
    close = features(site, f"{path}?bbox=10.09995,54.29999,10.10035,54.30001")
    assert [properties.get("n") for _place, properties in close] == [f"Bäckerei {number}" for number in range(4)]
    assert features(site, f"{path}?bbox=8,50,9,51") == []


@pytest.mark.parametrize("path", ["/betriebe.geojson", "/gutscheine.geojson"])
def test_numbers_follow_the_filter(path: str, site: Client, town: None) -> None:
    assert [properties for _place, properties in features(site, f"{path}?q=Bäckerei")] == [{"c": 4}]
    assert [properties["n"] for _place, properties in features(site, f"{path}?q=mühle")] == ["Mühle"]


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "nan,nan,nan,nan", "inf,1,2,3", "11,54,10,55", "1e400,1,2,3"])
def test_a_box_that_is_none_is_everywhere(box: str, site: Client, town: None) -> None:
    assert len(features(site, f"/betriebe.geojson?bbox={box}")) == 2


@pytest.mark.parametrize("path", ["/betriebe.geojson", "/gutscheine.geojson"])
def test_points_in_one_and_the_same_place_are_one_number(path: str, site: Client) -> None:
    for number in range(5):
        make_offer(business=make_business(name=f"Betrieb {number}", longitude=10.1, latitude=54.3))
    assert features(site, path) == [([10.1, 54.3], {"c": 5})]

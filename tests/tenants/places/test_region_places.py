"""A region's postcodes and the places that fall out of them."""

from __future__ import annotations

import pytest

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from tenants.places.choose import choose_postcodes
from tenants.places.models import RegionPostcode
from tenants.places.read import is_here, names_at, region_places, region_postcodes
from tests.make import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen(in_kiel: RegionCard) -> None:
    RegionPostcode.objects.all().delete()
    Entry.objects.all().delete()
    choose_postcodes({"24589": [], "24143": ["Gaarden", "Ellerbek"], "24148": ["Ellerbek"]}, by="Ute", at=NOON)


def test_the_places_of_a_region_are_those_of_its_postcodes_and_its_districts(chosen: None) -> None:
    assert [area.code for area in region_postcodes()] == ["24143", "24148", "24589"]
    assert [place.name for place in region_places()] == [
        *("Borgdorf-Seedorf", "Dätgen", "Eisendorf", "Ellerbek", "Ellerdorf", "Gaarden", "Nortorf"),
        "Schülp bei Nortorf",
    ]


def test_a_place_with_several_postcodes_lies_in_their_middle(chosen: None) -> None:
    east, far_east = (area.middle for area in region_postcodes()[:2])
    [ellerbek] = [place for place in region_places() if place.name == "Ellerbek"]
    assert ellerbek.codes == ("24143", "24148")
    assert ellerbek.middle.latitude == pytest.approx((east.latitude + far_east.latitude) / 2, abs=1e-5)


def test_a_postcode_offers_the_regions_own_names_and_elsewhere_those_of_germany(chosen: None) -> None:
    assert names_at("24143") == ("Gaarden", "Ellerbek")
    assert names_at("24103") == ("Kiel",)
    assert names_at("00000") == ()
    assert (is_here("24143"), is_here("24103")) == (True, False)


def test_a_region_that_has_named_none_yet_refuses_none(in_kiel: RegionCard) -> None:
    RegionPostcode.objects.all().delete()
    assert is_here("24103")
    assert region_places() == []


def test_a_choice_is_written_down_once(chosen: None) -> None:
    again = {area.code: list(area.districts) for area in region_postcodes()}
    choose_postcodes(again, by="Ute", at=NOON)
    choose_postcodes({"24103": []}, by="Ute", at=NOON)
    assert [row.code for row in RegionPostcode.objects.all()] == ["24103"]
    assert [(one.actor, one.action, one.detail) for one in Entry.objects.order_by("pk")] == [
        ("Ute", "places.chosen", {"postcodes": ["24143", "24148", "24589"]}),
        ("Ute", "places.chosen", {"postcodes": ["24103"]}),
    ]


def test_places_cost_one_query_however_many_there_are(chosen: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        region_places()

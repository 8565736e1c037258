"""The made-up places, looked at as data."""

from __future__ import annotations

import pytest

from marketplace.businesses.defaults import DEFAULTS
from marketplace.demo.regions import REGIONS
from marketplace.demo.shape import DemoRegion, spans
from marketplace.vouchers.models import OfferKind
from tenants.art.glyphs import GLYPHS
from tenants.branding.acceptable import refusals

each = pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.label)


@each
def test_a_region_has_25_businesses_or_more_and_each_sells_something(region: DemoRegion) -> None:
    assert len(region.businesses) >= 25
    assert min(len(business.offers) for business in region.businesses) >= 1
    assert {offer.kind for business in region.businesses for offer in business.offers} == set(OfferKind)
    assert any(offer.stock and offer.stock < 5 for business in region.businesses for offer in business.offers)


@each
def test_every_branch_is_there_and_every_name_and_place_is_known(region: DemoRegion) -> None:
    businesses = (*region.businesses, region.waiting)

    assert {business.category for business in businesses} == {slug for _name, slug, _glyph in DEFAULTS}
    assert {business.place for business in businesses} <= set(region.spots)
    assert len({business.name for business in businesses}) == len(businesses)
    assert {business.glyph for business in businesses} | set(region.glyphs) <= set(GLYPHS)
    assert all(len(offer.title) <= 60 for business in businesses for offer in business.offers)


@each
def test_places_lie_together_and_colours_can_be_seen(region: DemoRegion) -> None:
    latitudes = [spot.latitude for spot in region.spots.values()]
    longitudes = [spot.longitude for spot in region.spots.values()]

    assert max(latitudes) - min(latitudes) < 0.6
    assert max(longitudes) - min(longitudes) < 1.0
    assert refusals(region.primary, region.accent) == []


def test_opening_hours_are_read_as_people_write_them() -> None:
    assert spans("Mo-Di 9-12.30 14-18, So 8-11") == [
        {"day": 0, "from": "09:00", "to": "12:30"},
        {"day": 0, "from": "14:00", "to": "18:00"},
        {"day": 1, "from": "09:00", "to": "12:30"},
        {"day": 1, "from": "14:00", "to": "18:00"},
        {"day": 6, "from": "08:00", "to": "11:00"},
    ]

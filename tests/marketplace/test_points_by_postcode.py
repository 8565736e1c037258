"""What people offer stands on a map at the middle of their postcode, all of it in one marker."""

from __future__ import annotations

import pytest

from kreislauf.map_points import postcode_points
from marketplace.businesses.models import Business
from tests.make import make_business


@pytest.mark.usefixtures("in_kiel")
def test_a_postcode_has_one_marker_and_no_row_s_own_pin_is_in_it() -> None:
    for code, latitude in (("24105", 54.111), ("24105", 54.222), ("24589", 54.333), ("99999", 54.444)):
        make_business(postcode=code, latitude=latitude, longitude=10.0)
    found = postcode_points(Business.objects.all(), say=lambda place, number: {"n": f"{number} in {place.code}"})
    assert [(one["geometry"]["coordinates"], one["properties"]) for one in found] == [
        ([10.1432, 54.3381], {"n": "2 in 24105", "m": 2}),
        ([9.8759, 54.1781], {"n": "1 in 24589", "m": 1}),
    ]

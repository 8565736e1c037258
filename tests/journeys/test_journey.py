"""From an administration's application to a voucher redeemed at a till: all in the browser, in two new regions."""

from __future__ import annotations

import pytest

from tests.journeys import administration
from tests.journeys.conftest import Visit
from tests.journeys.demo import Demo
from tests.journeys.places import BLAUWASSER, GELBENHAUSEN, Place

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("place", [GELBENHAUSEN, BLAUWASSER], ids=lambda place: place.label)
def test_the_whole_way(visit: Visit, demo: Demo, place: Place) -> None:
    clerk, operator, leader, neighbour = (visit(place.label, place.viewport) for _ in range(4))
    administration.apply(clerk, place)
    administration.approve(operator, place, demo)
    administration.take_over(leader, neighbour, place)
    administration.go_live(leader, place)

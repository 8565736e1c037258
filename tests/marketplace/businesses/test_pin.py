"""A pin that nobody has set stands in the middle of its postcode, and pages say no more than that."""

from __future__ import annotations

import pytest
from django.test import Client

from marketplace.businesses.pin_words import pin_words
from marketplace.businesses.templatetags.businesses import map_app_url, route_url
from tests.make import make_business
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
MIDDLE = {"postcode": "24103", "latitude": 54.3226, "longitude": 10.1344}


def test_the_way_leads_to_the_address_where_the_pin_is_only_the_middle_of_the_postcode() -> None:
    rough = make_business(street="Markt 1", **MIDDLE)
    exact = make_business(street="Markt 1", **(MIDDLE | {"latitude": 54.3231}))
    assert (rough.lies_in_the_middle, exact.lies_in_the_middle) == (True, False)
    assert route_url(rough).startswith("https://www.openstreetmap.org/search?query=Markt+1")
    assert route_url(exact) == "https://www.openstreetmap.org/directions?to=54.3231%2C10.1344"
    assert map_app_url(rough).startswith("geo:0,0?q=Markt%201")
    assert map_app_url(exact).startswith("geo:54.3231,10.1344?q=Markt%201")


def test_who_decides_reads_where_a_pin_stands_and_how_far_it_moves() -> None:
    rough = make_business(**MIDDLE)
    near = make_business(**(MIDDLE | {"latitude": 54.3235}))
    far = make_business(postcode="24589", latitude=54.1781, longitude=9.8759)
    none = make_business(latitude=None, longitude=None)
    assert [pin_words(one) for one in (rough, near, none)] == [
        *("Mitte der Postleitzahl 24103", "von Hand gesetzt", "")
    ]
    assert pin_words(near, rough) == "von Hand gesetzt, 100 m vom bisherigen entfernt"
    assert pin_words(far, rough) == "Mitte der Postleitzahl 24589, 23,2 km vom bisherigen entfernt"
    assert pin_words(rough, none) == "Mitte der Postleitzahl 24103"


def test_the_imprint_names_whose_places_the_site_shows(site: Client) -> None:
    text = words(site.get("/impressum/"))
    assert "© OpenStreetMap-Mitwirkende" in text
    assert "Countries States Cities Database" in text
    assert "ODbL 1.0" in text
    assert "Countries States" not in words(site.get("/datenschutz/"))

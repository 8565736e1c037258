"""Give a demo region its postcodes, districts and map."""

from __future__ import annotations

from collections import defaultdict

from django.utils import timezone

from kreislauf.accounts.models import User
from marketplace.demo.maps import SKETCHES, drawing
from marketplace.demo.shape import DemoRegion
from tenants.places.choose import choose_postcodes
from tenants.places.draw import draw_map


def set_up_places(data: DemoRegion, *, by: User) -> None:
    """In a city the places are its districts; elsewhere they are what the postcodes say."""
    districts: dict[str, list[str]] = defaultdict(list)
    for name, spot in data.spots.items():
        districts[spot.postcode] += [name] if data.kind == "kreisfreie_stadt" else []
    choose_postcodes(districts, by=by, at=timezone.now())
    if data.label in SKETCHES:
        draw_map(drawing(data), by=by, at=timezone.now())

"""How far apart two points are."""

from __future__ import annotations

import pytest

from kreislauf.places.distance import km_between
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.make import make_business

MARKET = (54.3226, 10.1344)


def test_it_is_as_far_as_the_globe_says() -> None:
    """Against Vincenty's formula on the ellipsoid: Kiel to Nortorf, Flensburg to Hamburg, Lindau to Oberstaufen."""
    assert km_between(MARKET, (54.1781, 9.8759)) == pytest.approx(23.294, rel=0.005)
    assert km_between((54.7937, 9.4469), (53.5511, 9.9937)) == pytest.approx(142.846, rel=0.005)
    assert km_between((47.5460, 9.6829), (47.5528, 10.0220)) == pytest.approx(25.536, rel=0.005)


@pytest.mark.django_db
def test_rows_are_found_in_a_circle_and_come_nearest_first(in_kiel: RegionCard) -> None:
    def business(name: str, latitude: float | None, longitude: float | None) -> None:
        make_business(name=name, latitude=latitude, longitude=longitude)

    business("Nebenan", 54.3230, 10.1350)
    business("Fünf Kilometer nördlich", 54.3226 + 5 / 111.195, 10.1344)
    business("In der Ecke des Vierecks", 54.3226 + 7.5 / 111.195, 10.1344 + 7.5 / 64.9)
    business("Ohne Nadel", None, None)

    found = Business.objects.within(8, of=MARKET).by_distance(of=MARKET)
    assert [(one.name, round(one.km, 1)) for one in found] == [("Nebenan", 0.1), ("Fünf Kilometer nördlich", 5.0)]
    assert [one.name for one in Business.objects.by_distance(of=MARKET)] == [
        *("Nebenan", "Fünf Kilometer nördlich", "In der Ecke des Vierecks", "Ohne Nadel")
    ]
    assert Business.objects.within(3, of=MARKET).count() == 1
    assert Business.objects.within(20, of=MARKET).count() == 3

"""How far apart two points are: in Python, and in SQL without an extension.

Within some hundred kilometres the globe may be taken as flat: the error is far below a metre per hundred.
"""

from __future__ import annotations

from math import cos, hypot, radians
from typing import Self

from django.db.models import Expression, F, FloatField, Q, Value
from django.db.models.functions import Sqrt

Point = tuple[float, float]  # latitude and longitude, in degrees
RINGS_KM = (3, 8, 20)  # on foot, by bicycle, by bus
KM_A_DEGREE = 111.195  # of latitude


def km_between(one: Point, other: Point) -> float:
    wide = KM_A_DEGREE * cos(radians((one[0] + other[0]) / 2))
    return hypot((one[0] - other[0]) * KM_A_DEGREE, (one[1] - other[1]) * wide)


class Nearby:
    """For the queryset of a model with ``latitude`` and ``longitude``, both empty where nobody knows."""

    def within(self, km: float, *, of: Point) -> Self:
        """No farther than ``km``: a box that an index knows, and inside of it a circle."""
        high, wide = km / KM_A_DEGREE, km / _km_a_degree_east(of)
        box = Q(latitude__range=(of[0] - high, of[0] + high)) & Q(longitude__range=(of[1] - wide, of[1] + wide))
        rows: Self = self.filter(box)  # type: ignore[attr-defined]  # of the queryset that it stands beside
        found: Self = rows.alias(km_squared=_km_squared(of)).filter(km_squared__lte=km * km)  # type: ignore[attr-defined]
        return found

    def by_distance(self, *, of: Point) -> Self:
        """Nearest first, those without a pin last; each row has its ``km``."""
        with_km = self.annotate(km=Sqrt(_km_squared(of)))  # type: ignore[attr-defined]
        found: Self = with_km.order_by(F("km").asc(nulls_last=True), "pk")
        return found


def _km_squared(of: Point) -> Expression:
    north = (F("latitude") - Value(of[0], FloatField())) * Value(KM_A_DEGREE)
    east = (F("longitude") - Value(of[1], FloatField())) * Value(_km_a_degree_east(of))
    squared: Expression = north * north + east * east
    return squared


def _km_a_degree_east(of: Point) -> float:
    return KM_A_DEGREE * cos(radians(of[0]))

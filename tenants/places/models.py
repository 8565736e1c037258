"""The postcodes that a region says are its own."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RegionPostcode(models.Model):
    """What lies there, ``kreislauf.places`` knows; a city adds its districts, which no list has."""

    code = models.CharField(_("Postleitzahl"), max_length=5, unique=True, validators=[RegexValidator(r"^\d{5}$")])
    districts = models.JSONField(default=list, db_default=[], blank=True)  # names, in the office's order

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^\d{5}$"), name="places_postcode_form")]

    def __str__(self) -> str:
        return self.code


class OwnMap(models.Model):
    """The region's own drawing of itself: outline, districts, water. Without it, its map shows Germany's borders."""

    features = models.JSONField()  # GeoJSON, as tenants.places.drawing has checked it
    digest = models.CharField(max_length=12)
    at = models.DateTimeField()
    only = models.BooleanField(default=True, unique=True, editable=False)

    shown_to_visitors = True

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="own_map_one_row")]

    def __str__(self) -> str:
        return str(_("Karte der Region"))

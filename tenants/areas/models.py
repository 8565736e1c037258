"""The borders of Germany's Kreise, Ämter and Gemeinden, in the public schema: every region's map is cut out of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    KREIS = "krs", _("Kreis oder kreisfreie Stadt")
    VERBAND = "vwg", _("Amt oder Verband")
    GEMEINDE = "gem", _("Gemeinde")


class Area(models.Model):
    ars = models.CharField(_("Regionalschlüssel"), max_length=12)
    level = models.CharField(max_length=3, choices=Level.choices)
    name = models.CharField(_("Name"), max_length=120)
    # Coordinates of a GeoJSON MultiPolygon, simplified so that neighbours still touch (tenants.areas.simplify).
    shape = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ars", "level"], name="area_once")]

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One reading of a file; the newest says whom the map names as its source."""

    at = models.DateTimeField()
    digest = models.CharField(max_length=12)  # of the file
    areas = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]

    @property
    def credit(self) -> str:
        """As the Datenlizenz Deutschland – Namensnennung 2.0 wants it: with the year in which the data was fetched."""
        return f"© GeoBasis-DE / BKG ({self.at:%Y}), dl-de/by-2-0, vereinfacht"

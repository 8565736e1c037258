"""Whom invoices go to: the administration behind a region, by the region's id."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

NEEDED = ("name", "street", "postcode", "city", "email")


class Buyer(models.Model):
    """What the region's leader or an operator has entered; every invoice keeps its own copy."""

    region_id = models.BigIntegerField(unique=True)
    name = models.CharField(_("Rechnung an"), max_length=120)
    department = models.CharField(_("Abteilung oder Zusatz"), max_length=120, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    email = models.EmailField(_("E-Mail-Adresse für Rechnungen"), blank=True)
    leitweg_id = models.CharField(_("Leitweg-ID"), max_length=46, blank=True)
    reference = models.CharField(_("Ihr Zeichen"), max_length=60, blank=True)
    order_number = models.CharField(_("Bestellnummer"), max_length=60, blank=True)
    inhabitants = models.PositiveIntegerField(_("Einwohner"), null=True, blank=True)
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> list[str]:
        """Fields without which no invoice can be sent."""
        return [name for name in NEEDED if not getattr(self, name).strip()]

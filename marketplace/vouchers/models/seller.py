"""What the law on platforms' tax transparency (PStTG) wants to know of a business that sells here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.businesses.models import Business


class SellerKind(models.TextChoices):
    """§ 14 Abs. 2 and 3 PStTG ask different things of the two."""

    PERSON = "person", _("eine Person (Einzelunternehmen, Freiberuf)")
    ENTITY = "entity", _("ein Rechtsträger (GmbH, UG, GbR, OHG, Verein …)")


class SellerFacts(models.Model):
    """Asked only of businesses that come near the threshold; nobody but they and the office sees it."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="seller_facts")
    kind = models.CharField(_("Wer verkauft?"), max_length=6, choices=SellerKind.choices)
    name = models.CharField(_("Vor- und Nachname oder Firma"), max_length=200)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120)
    postcode = models.CharField(_("Postleitzahl"), max_length=5)
    town = models.CharField(_("Ort"), max_length=80)
    birth_date = models.DateField(_("Geburtsdatum"), null=True, blank=True)
    tax_number = models.CharField(_("Steuer-ID oder Steuernummer"), max_length=20)
    vat_id = models.CharField(_("Umsatzsteuer-ID"), max_length=14, blank=True)
    register_number = models.CharField(_("Registernummer"), max_length=80, blank=True)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="entity", birth_date__isnull=True) | Q(kind="person", birth_date__isnull=False),
                name="seller_person_was_born",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SellerWarning(models.Model):
    """A business was told that it comes near the threshold: once for each calendar year."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="seller_warnings")
    year = models.PositiveSmallIntegerField()
    warned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "year"], name="seller_warned_once")]

    def __str__(self) -> str:
        return f"{self.business_id} {self.year}"

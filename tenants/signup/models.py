"""An administration's application: from the form to a region that stands. Every stage is a date."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tenants.models import Kind


class Application(models.Model):
    """Reserves its label from the moment it is handed in until it is rejected. ``key`` makes a double click one application."""

    name = models.CharField(_("Amtlicher Name"), max_length=120)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    ars = models.CharField(_("Amtlicher Regionalschlüssel"), max_length=12)
    label = models.CharField(_("Subdomain"), max_length=40)
    contact_name = models.CharField(_("Ansprechperson"), max_length=120)
    email = models.EmailField(_("Dienstliche E-Mail-Adresse"))
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    leitweg_id = models.CharField(_("Leitweg-ID"), max_length=46, blank=True)
    primary_colour = models.CharField(_("Hauptfarbe"), max_length=7)
    accent_colour = models.CharField(_("Zweite Farbe"), max_length=7)
    logo = models.BinaryField(null=True)  # re-encoded WebP; carried here until the region has a place for it
    glyphs = models.JSONField(default=list)
    modules = models.JSONField(default=list)
    key = models.CharField(max_length=64, unique=True)

    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=254, blank=True)
    rejected_at = models.DateTimeField(null=True)
    reject_reason = models.TextField(blank=True)
    region = models.OneToOneField("tenants.Region", null=True, on_delete=models.SET_NULL, related_name="application")
    finished_at = models.DateTimeField(null=True)

    # The machine that makes the region: where it is, since when, and who has it in hand.
    stage = models.CharField(max_length=20, blank=True)
    stage_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("label"), condition=Q(rejected_at__isnull=True), name="application_label_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

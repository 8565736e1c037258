"""The region's own face: one row in its own schema, so that it travels with the region."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kreislauf.pictures.settle import PictureNames
from tenants.branding.wording.houses import HouseName

HEX = RegexValidator(r"^#[0-9a-f]{6}$", _("Eine Farbe wie #00457c."))


class Branding(models.Model):
    name = models.CharField(_("Amtlicher Name"), max_length=120)
    # What follows from name and kind stays empty (tenants.branding.wording).
    name_nominative = models.CharField(_("Wer oder was?"), max_length=140, blank=True, default="", db_default="")
    name_genitive = models.CharField(_("Wessen?"), max_length=140, blank=True, default="", db_default="")
    name_dative = models.CharField(_("Wem?"), max_length=140, blank=True, default="", db_default="")
    name_accusative = models.CharField(_("Wen oder was?"), max_length=140, blank=True, default="", db_default="")
    house = models.CharField(_("Haus"), max_length=20, choices=HouseName.choices, blank=True, default="", db_default="")
    title = models.CharField(_("Name der Seite"), max_length=60, blank=True)  # „Kiel hilft Kiel“
    organisation = models.CharField(_("Zeile darunter"), max_length=80, blank=True)
    place = models.CharField(_("Kurzer Ortsname"), max_length=60)
    authority = models.CharField(_("Offizielle Website …"), max_length=80, blank=True)  # „der Landeshauptstadt Kiel“
    kicker = models.CharField(_("Zeile über der Überschrift"), max_length=80, blank=True)
    headline = models.CharField(_("Überschrift"), max_length=80, blank=True)
    lead = models.TextField(_("Einleitung"), max_length=300, blank=True)
    districts = models.JSONField(_("Ortsteile"), default=list, blank=True)
    partners = models.JSONField(_("Getragen von"), default=list, blank=True)
    primary_colour = models.CharField(_("Hauptfarbe"), max_length=7, validators=[HEX])
    accent_colour = models.CharField(_("Zweite Farbe"), max_length=7, validators=[HEX])
    glyphs = models.JSONField(_("Zeichen"), default=list, blank=True)
    logo = models.CharField(_("Logo"), max_length=120, blank=True)  # a name from kreislauf.pictures.stored
    logo_as_icon = models.BooleanField(_("Logo auch im Browser-Tab zeigen"), default=False, db_default=False)
    address = models.TextField(_("Anschrift"), max_length=300, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    approval_email = models.EmailField(_("Wer gibt Einträge frei?"), blank=True)
    imprint = models.TextField(_("Impressum"), blank=True)
    privacy = models.TextField(_("Datenschutz"), blank=True)
    accessibility = models.TextField(_("Erklärung zur Barrierefreiheit"), blank=True)
    conditions = models.TextField(_("Nutzungsbedingungen"), blank=True)
    sign_language_url = models.URLField(_("Adresse des Videos"), blank=True, default="", db_default="")
    sign_language_text = models.TextField(_("Text zum Video"), max_length=2000, blank=True, default="", db_default="")
    template_versions = models.JSONField(default=dict, blank=True, db_default={})
    issuer_name = models.CharField(_("Herausgeber der Gutscheine"), max_length=120, blank=True)
    issuer_address = models.TextField(_("Anschrift des Herausgebers"), max_length=300, blank=True)
    modules = models.JSONField(_("Funktionen"), default=dict, blank=True)  # slice → whether it is on
    first = models.CharField(
        max_length=40, blank=True, default="", db_default=""
    )  # the slice that the front begins with
    reviewed_at = models.DateTimeField(null=True)  # the office has saved the look
    version = models.PositiveIntegerField(default=1)
    only = models.BooleanField(default=True, unique=True, editable=False)

    PICTURES = (PictureNames("logo", public=Q()),)
    shown_to_visitors = True

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="branding_one_row")]

    def __str__(self) -> str:
        return self.title or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every saving is a new version; whatever was cached of the old one is void."""
        if self.pk:
            self.version += 1
        super().save(*args, **kwargs)

"""An administration's application: from the form to a region that stands. Every stage is a date."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tenants.models import Kind

_RESERVES = Q(confirmed_at__isnull=False, rejected_at__isnull=True)


class Applications(models.QuerySet["Application"]):
    def waiting(self) -> Applications:
        """Confirmed, and an operator has not decided yet."""
        return self.filter(confirmed_at__isnull=False, approved_at__isnull=True, rejected_at__isnull=True)

    def in_order_of_waiting(self) -> Applications:
        """Those that wait for operators first, the longest waiting of them on top; then the others, newest first."""
        waits = Q(confirmed_at__isnull=False, approved_at__isnull=True, rejected_at__isnull=True)
        since = Case(When(waits, then=F("confirmed_at")))
        return self.order_by(since.asc(nulls_last=True), "-requested_at", "-pk")

    def reserving(self) -> Applications:
        """Those that hold their label against others."""
        return self.filter(_RESERVES)

    def unconfirmed(self) -> Applications:
        return self.filter(confirmed_at__isnull=True, rejected_at__isnull=True)

    def in_the_making(self) -> Applications:
        """Approved, and the region does not stand yet; ``tenants.signup.provision`` is at it or will be."""
        return self.filter(
            approved_at__isnull=False, finished_at__isnull=True, failed_at__isnull=True, rejected_at__isnull=True
        )

    def failed(self) -> Applications:
        """Rolled back after too many tries: an operator decides how it goes on."""
        return self.filter(failed_at__isnull=False, finished_at__isnull=True, rejected_at__isnull=True)


class Application(models.Model):
    """Reserves its label once the address is confirmed, until it is rejected. ``key`` makes a double click one."""

    name = models.CharField(_("Amtlicher Name"), max_length=120)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    ars = models.CharField(_("Amtlicher Regionalschlüssel"), max_length=12, blank=True)
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
    asked_at = models.DateTimeField(null=True)  # an operator waits for the applicant's answer
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=254, blank=True)
    rejected_at = models.DateTimeField(null=True)
    reject_reason = models.TextField(blank=True)

    # The making of the region: what stands is told by the stages below.
    region = models.OneToOneField("tenants.Region", null=True, on_delete=models.SET_NULL, related_name="application")
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Application]] = Applications.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(Lower("label"), condition=_RESERVES, name="application_label_reserved_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """What operators wrote beside an application: a question that went to the applicant, or a note for themselves."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField(max_length=2000)
    is_question = models.BooleanField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


class StageName(models.TextChoices):
    """In the order in which a region comes to be."""

    RESERVE = "reserve", _("Name und Adresse reserviert")
    SCHEMA = "schema", _("Eigener Datenraum angelegt und abgeschottet")
    CONTENTS = "contents", _("Gestaltung und Branchen eingetragen")
    INVITE = "invite", _("Leitung eingeladen")
    DRAFT = "draft", _("Entwurf bereit")


class Stage(models.Model):
    """One part of a region that stands, and since when."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(max_length=20, choices=StageName.choices)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["done_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "name"], name="stage_once")]

    def __str__(self) -> str:
        return f"{self.application} {self.name}"

"""A region's requested archives, its departure, and the certificate of its deletion."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models import Region, Status


class ArchiveFiles(models.QuerySet["ArchiveFile"]):
    def unwritten(self) -> ArchiveFiles:
        """Requested, and neither finished nor failed."""
        return self.filter(finished_at__isnull=True, failed_at__isnull=True)

    def expired(self, at: datetime) -> ArchiveFiles:
        return self.filter(deleted_at__isnull=True, expires_at__lte=at)


class ArchiveFile(models.Model):
    """A requested archive. The file stays in private storage until ``expires_at``, the row for good."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="archives")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=254)
    notify = models.EmailField(blank=True)  # emptied once the letter is written
    progress = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    file = models.CharField(max_length=200, blank=True)  # a name in private storage
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)  # of the file
    expires_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[ArchiveFile]] = ArchiveFiles.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # A double click requests one.
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(finished_at__isnull=True, failed_at__isnull=True),
                name="archive_one_in_the_making",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.asked_at:%d.%m.%Y %H:%M}"

    @property
    def is_in_the_making(self) -> bool:
        return self.finished_at is None and self.failed_at is None

    @property
    def can_be_fetched(self) -> bool:
        return self.finished_at is not None and self.deleted_at is None


class Departures(models.QuerySet["Departure"]):
    def open(self) -> Departures:
        """Neither cancelled nor finished."""
        return self.filter(stayed_at__isnull=True, finished_at__isnull=True)

    def due(self, at: datetime) -> Departures:
        return self.open().filter(due_at__lte=at)


class Departure(models.Model):
    """A region leaves. It can be cancelled until ``due_at``; ``began_at`` is the point of no return."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="departures")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=254)
    reason = models.TextField(blank=True)
    status_before = models.CharField(max_length=20, choices=Status.choices)
    due_at = models.DateTimeField()
    owed_cents = models.PositiveBigIntegerField()  # at ``asked_at``
    handed_over_to = models.CharField(max_length=200, blank=True)  # who redeems the open vouchers from then on
    hand_over_reason = models.TextField(blank=True)
    contact = models.EmailField(blank=True)  # who gets the certificate; emptied once that is written
    stayed_at = models.DateTimeField(null=True)
    stayed_by = models.CharField(max_length=254, blank=True)
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Departure]] = Departures.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(stayed_at__isnull=True, finished_at__isnull=True),
                name="departure_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(owed_cents=0) | ~Q(handed_over_to=""), name="departure_owes_nothing_or_handed_over"
            ),
            models.CheckConstraint(
                condition=Q(stayed_at__isnull=True) | Q(began_at__isnull=True), name="departure_no_way_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.due_at:%d.%m.%Y}"


class StageName(models.TextChoices):
    """In the order of deletion."""

    CLOSE = "close", _("Nicht mehr erreichbar")
    COUNT = "count", _("Gezählt, was gelöscht wird")
    HOSTS = "hosts", _("Eigene Adressen geschlossen")
    MEDIA = "media", _("Bilder und Dateien gelöscht")
    SCHEMA = "schema", _("Datenraum und Rolle gelöscht")
    CACHE = "cache", _("Zwischenspeicher geleert")
    PAPERS = "papers", _("Angaben zu Personen gelöscht")
    CERTIFICATE = "certificate", _("Bescheinigung ausgestellt")


class Stage(models.Model):
    """One finished step of a deletion."""

    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(max_length=20, choices=StageName.choices)
    done_at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["done_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["departure", "name"], name="archive_stage_once")]

    def __str__(self) -> str:
        return f"{self.departure} {self.name}"


class Certificate(models.Model):
    """Proof of what was deleted and when. ``facts`` is what was signed; it names no person."""

    departure = models.OneToOneField(Departure, on_delete=models.PROTECT, related_name="certificate")
    issued_at = models.DateTimeField()
    facts = models.JSONField()
    signature = models.CharField(max_length=88)
    key = models.CharField(max_length=44)  # the public one

    class Meta:
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.issued_at.year}-{self.pk:04d}"

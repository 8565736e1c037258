"""Somebody who wants to come to a meeting. None of it is public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from marketplace.meetings.models.meeting import Meeting

LIVE = Q(cancelled_at__isnull=True, lapsed_at__isnull=True)
# Told from the dates: ``confirmed_at`` is when somebody got a seat. Who confirms an address while none is free waits
# since ``waitlisted_at``; a seat that becomes free is held for them from ``offered_at`` to ``offer_ends_at``.
UNCONFIRMED = LIVE & Q(confirmed_at__isnull=True, waitlisted_at__isnull=True)
SEATED = LIVE & Q(confirmed_at__isnull=False)
IN_LINE = LIVE & Q(confirmed_at__isnull=True, waitlisted_at__isnull=False, offered_at__isnull=True)
OFFERED = LIVE & Q(confirmed_at__isnull=True, offered_at__isnull=False)


class Registrations(models.QuerySet["Registration"]):
    def live(self) -> Registrations:
        """Neither cancelled nor lapsed, also those that wait or have not confirmed."""
        return self.filter(LIVE)

    def seated(self) -> Registrations:
        """Those who have a seat."""
        return self.filter(SEATED)

    def in_line(self) -> Registrations:
        """Those who wait for a seat, in their order."""
        return self.filter(IN_LINE).order_by("waitlisted_at", "pk")


class Registration(models.Model):
    """By mail address, without an account; by telephone without an address. ``via_region`` is a public region's pk."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    locale = models.CharField(max_length=12, default="de")
    key = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    waitlisted_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    offer_ends_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    reminded_day_at = models.DateTimeField(null=True)
    reminded_soon_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    mailed_sequence = models.PositiveIntegerField(default=0, db_default=0)  # of the calendar entry in their last letter
    via_region = models.PositiveBigIntegerField(null=True)  # the neighbour where they registered; None: here
    via_name = models.CharField(max_length=120, blank=True)
    # To being recorded, as consents say it: {"registration" or "door": {"policy": …, "at": …}}
    consents = models.JSONField(default=dict, blank=True)
    certificate_wanted = models.BooleanField(default=False)
    is_member = models.BooleanField(default=False)
    worth_it = models.BooleanField(null=True)  # the one question of the thanks

    objects = Registrations.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "meeting", Lower("email"), condition=LIVE & ~Q(email=""), name="registration_once_by_address"
            ),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True) | Q(offer_ends_at__isnull=False), name="registration_offer_ends"
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "asked_at", "id"], name="registration_of_meeting"),
            models.Index(
                fields=["meeting", "waitlisted_at", "id"],
                condition=LIVE & Q(waitlisted_at__isnull=False),
                name="registration_in_line",
            ),
            models.Index(fields=["asked_at"], condition=Q(confirmed_at__isnull=True), name="registration_unconfirmed"),
            models.Index(fields=["offer_ends_at"], condition=Q(offer_ends_at__isnull=False), name="registration_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.name}"

    @property
    def log_title(self) -> str:
        """The log is kept for ever, and nobody's name stays in it."""
        return f"Anmeldung {self.pk}"

    @property
    def is_live(self) -> bool:
        return self.cancelled_at is None and self.lapsed_at is None

    @property
    def is_unconfirmed(self) -> bool:
        return self.is_live and self.confirmed_at is None and self.waitlisted_at is None

    @property
    def is_seated(self) -> bool:
        return self.is_live and self.confirmed_at is not None

    @property
    def is_offered(self) -> bool:
        return self.is_live and self.confirmed_at is None and self.offered_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.is_live and self.waitlisted_at is not None and not self.is_seated and not self.is_offered

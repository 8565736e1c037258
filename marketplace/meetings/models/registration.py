"""Somebody who wants to come to a meeting. None of it is public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from marketplace.meetings.models.meeting import Meeting

LIVE = Q(cancelled_at__isnull=True, lapsed_at__isnull=True)


class Registrations(models.QuerySet["Registration"]):
    def live(self) -> Registrations:
        """Neither cancelled nor lapsed, also those that wait or have not confirmed."""
        return self.filter(LIVE)

    def seated(self) -> Registrations:
        """Those who have a seat."""
        return self.live().filter(confirmed_at__isnull=False, waitlisted_at__isnull=True)

    def in_line(self) -> Registrations:
        """Those who wait for a seat, in their order."""
        return self.live().filter(waitlisted_at__isnull=False).order_by("waitlisted_at", "pk")


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
    waitlisted_at = models.DateTimeField(null=True)  # until a seat is theirs
    offered_at = models.DateTimeField(null=True)
    offer_ends_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    reminded_day_at = models.DateTimeField(null=True)
    reminded_soon_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    via_region = models.PositiveBigIntegerField(null=True)  # the neighbour where they registered; None: here
    via_name = models.CharField(max_length=120, blank=True)
    consents = models.JSONField(default=dict, blank=True)  # {"recording": when they agreed}
    certificate_wanted = models.BooleanField(default=False)
    is_member = models.BooleanField(default=False)

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

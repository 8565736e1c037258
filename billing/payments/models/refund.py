"""Money on its way back to the buyer. All amounts in euro cents."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.payments.models.charge import Charge
from kreislauf.money import format_euro


class RefundState(models.TextChoices):
    REQUESTED = "requested", _("vorgemerkt")
    SENT = "sent", _("gesendet")
    SUCCEEDED = "succeeded", _("erstattet")
    FAILED = "failed", _("fehlgeschlagen")


IN_FLIGHT = (RefundState.REQUESTED, RefundState.SENT)


class Refunds(models.QuerySet["Refund"]):
    def in_flight(self) -> Refunds:
        """Asked for and not known to have arrived or failed."""
        return self.filter(state__in=IN_FLIGHT)

    def due(self, at: datetime) -> Refunds:
        """Those that the sweeper takes up now, the longest waiting first."""
        return self.filter(check_at__lte=at).order_by("check_at")

    def not_failed(self) -> Refunds:
        """All that take from their charge: those that arrived and those that still may."""
        return self.exclude(state=RefundState.FAILED)


class Refund(models.Model):
    """Money on its way back. ``subject_kind`` and ``subject_id`` say what for (a voucher); null is surplus."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds")
    subject_kind = models.CharField(max_length=20, default="", db_default="")
    subject_id = models.BigIntegerField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    provider_ref = models.CharField(max_length=120, blank=True)
    amount_cents = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=RefundState.choices, default=RefundState.REQUESTED)
    requested_by = models.CharField(max_length=254)
    requested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    check_at = models.DateTimeField(null=True)  # when the sweeper takes it up; null once it is decided

    objects = Refunds.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="refund_has_amount"),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(subject_id__isnull=True, state__in=["requested", "sent"]),
                name="refund_surplus_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["charge", "subject_kind", "subject_id"],
                condition=~Q(state="failed"),
                name="refund_of_subject_once",
            ),
        ]
        indexes = [
            models.Index(fields=["check_at"], condition=Q(check_at__isnull=False), name="refund_to_check"),
        ]

    def __str__(self) -> str:
        return format_euro(self.amount_cents)

"""Tries to pay, the money that came of them, and the money that went back. All amounts in euro cents."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kreislauf.money import format_euro


class AttemptState(models.TextChoices):
    CREATED = "created", _("angelegt")
    OPEN = "open", _("offen")
    PROCESSING = "processing", _("in Bearbeitung")
    SUCCEEDED = "succeeded", _("bezahlt")
    EXPIRED = "expired", _("abgelaufen")
    FAILED = "failed", _("fehlgeschlagen")


UNDECIDED = (AttemptState.CREATED, AttemptState.OPEN, AttemptState.PROCESSING)


class Attempts(models.QuerySet["Attempt"]):
    def of(self, purpose: str, order_id: int) -> Attempts:
        return self.filter(purpose=purpose, order_id=order_id)

    def undecided(self) -> Attempts:
        return self.filter(state__in=UNDECIDED)

    def due(self, at: datetime) -> Attempts:
        """Those that the sweeper asks the provider about now, the longest waiting first."""
        return self.filter(check_at__lte=at).order_by("check_at")


class Attempt(models.Model):
    """One try to pay one order. ``key`` is our name for it at the provider: starting twice starts once."""

    purpose = models.CharField(max_length=20)
    order_id = models.BigIntegerField()
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=120, blank=True)
    checkout_url = models.URLField(max_length=500, blank=True)
    return_url = models.URLField(max_length=500)
    amount_cents = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    email = models.EmailField()
    state = models.CharField(max_length=12, choices=AttemptState.choices, default=AttemptState.CREATED)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    check_at = models.DateTimeField(null=True)  # when the sweeper asks the provider again; null is never

    objects = Attempts.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="attempt_has_amount"),
            models.UniqueConstraint(
                fields=["provider", "provider_ref"], condition=~Q(provider_ref=""), name="attempt_provider_ref_once"
            ),
            models.UniqueConstraint(
                fields=["purpose", "order_id"],
                condition=Q(state__in=["created", "open", "processing"]),
                name="attempt_one_undecided",
            ),
        ]
        indexes = [
            models.Index(fields=["purpose", "order_id"], name="attempt_order"),
            models.Index(fields=["check_at"], condition=Q(check_at__isnull=False), name="attempt_to_check"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {format_euro(self.amount_cents)}"

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED


class Charge(models.Model):
    """Money that came in for an attempt. Either it was taken for the order or it is surplus and goes back."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="charges")
    provider_ref = models.CharField(max_length=120)
    amount_cents = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    taken = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "provider_ref"], name="charge_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="charge_has_amount"),
        ]

    def __str__(self) -> str:
        return self.provider_ref


class ChargebackKind(models.TextChoices):
    REFUND = "refund", _("beim Zahlungsanbieter erstattet")
    DISPUTE = "dispute", _("von der Bank zurückgeholt")


class Chargeback(models.Model):
    """Money that left a charge without us: refunded in the provider's dashboard, or fetched back by a bank."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="chargebacks")
    how = models.CharField(max_length=7, choices=ChargebackKind.choices)
    provider_ref = models.CharField(max_length=120)
    amount_cents = models.PositiveBigIntegerField()
    noticed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charge", "how", "provider_ref"], name="chargeback_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="chargeback_has_amount"),
        ]

    def __str__(self) -> str:
        return f"{format_euro(self.amount_cents)} {self.get_how_display()}"


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
    """Money on its way back. ``subject_id`` is what it is for (a voucher), or null for surplus."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds")
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
                fields=["charge", "subject_id"], condition=~Q(state="failed"), name="refund_subject_once"
            ),
        ]
        indexes = [
            models.Index(fields=["check_at"], condition=Q(check_at__isnull=False), name="refund_to_check"),
        ]

    def __str__(self) -> str:
        return format_euro(self.amount_cents)

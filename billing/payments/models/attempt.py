"""Tries to pay. All amounts in euro cents."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.payments.models.merchant import Merchant
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
    # Whose account it is paid to. Null only on attempts from before accounts were told apart.
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, null=True, related_name="attempts")
    application_fee_cents = models.PositiveBigIntegerField(default=0, db_default=0)  # the platform's share
    provider_ref = models.CharField(max_length=120, blank=True)
    checkout_url = models.URLField(max_length=2000, blank=True)  # those of Stripe are long
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

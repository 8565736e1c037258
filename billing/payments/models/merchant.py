"""Who is paid, and by which provider."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MerchantState(models.TextChoices):
    PENDING = "pending", _("noch nicht bereit")
    ACTIVE = "active", _("bereit")
    RESTRICTED = "restricted", _("eingeschränkt")
    REJECTED = "rejected", _("abgelehnt")
    GONE = "gone", _("getrennt")


class ClosedBecause(models.TextChoices):
    """Why an account takes no new payments any more."""

    DISCONNECTED = "disconnected", _("hier getrennt")
    DEAUTHORISED = "deauthorised", _("beim Anbieter getrennt")


class Merchants(models.QuerySet["Merchant"]):
    def of(self, business_id: int | None) -> Merchants:
        """A business's accounts; those of the region itself for None."""
        return self.filter(business_id=business_id)

    def open(self) -> Merchants:
        """Those that were not closed or replaced."""
        return self.filter(closed_at__isnull=True)

    def selling(self) -> Merchants:
        return self.open().filter(state=MerchantState.ACTIVE)

    def in_this_mode(self) -> Merchants:
        """Of the mode that the installation works in; money by hand (bank transfer) is always real."""
        return self.filter(Q(livemode=settings.PAYMENTS_LIVE) | ~Q(provider="stripe"))

    def lost(self) -> Merchants:
        """Those of which the provider says nothing any more."""
        return self.filter(closed_because=ClosedBecause.DEAUTHORISED)

    def due(self, at: datetime) -> Merchants:
        """Those that the sweeper asks the provider about now, the longest waiting first."""
        return self.filter(check_at__lte=at).order_by("check_at")

    def payouts_due(self, at: datetime) -> Merchants:
        """Those whose payouts the sweeper asks for now, the longest waiting first."""
        return self.filter(payouts_check_at__lte=at).order_by("payouts_check_at")


class Merchant(models.Model):
    """A business's account at one provider, or the region's own (``business_id`` null).

    Another account is another row: orders that were placed under the old one keep it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)  # our name for it where it is opened
    business_id = models.BigIntegerField(null=True)
    provider = models.CharField(max_length=20)
    account_ref = models.CharField(max_length=120, blank=True)  # ``acct_…``, an IBAN; empty at the sandbox
    # Who opened it, as the provider is told: a second try to open says the same, whatever was renamed meanwhile.
    display_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    contact_email = models.EmailField(blank=True, default="", db_default="")
    livemode = models.BooleanField()
    state = models.CharField(max_length=10, choices=MerchantState.choices, default=MerchantState.PENDING)
    # What the provider still asks for: ``[{"field": "external_account", "until": "2026-12-24" or null}, …]``
    needs = models.JSONField(default=list)
    # The day on which something is due, and how many days before it somebody was last reminded of that day.
    reminded_of = models.DateField(null=True)
    reminded_days = models.PositiveSmallIntegerField(null=True)
    # An order that is paid this way is held so long without money; null: minutes, as the slice has it.
    hold_days = models.PositiveSmallIntegerField(null=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    check_at = models.DateTimeField(null=True)  # when the sweeper asks the provider again; null is never
    payouts_checked_at = models.DateTimeField(null=True)
    payouts_check_at = models.DateTimeField(null=True)  # the same for its payouts; null until money has come in
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=12, choices=ClosedBecause.choices, default="", db_default="")

    objects = Merchants.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business_id", "provider", "livemode"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="merchant_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="gone") | Q(closed_at__isnull=False), name="merchant_gone_is_closed"
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "account_ref"], name="merchant_account"),
            models.Index(fields=["check_at"], condition=Q(check_at__isnull=False), name="merchant_to_check"),
            models.Index(
                fields=["payouts_check_at"],
                condition=Q(payouts_check_at__isnull=False),
                name="merchant_payouts_to_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.account_ref}".strip()

    @property
    def is_lost(self) -> bool:
        """The provider answers nothing about it any more, not even for payments of old."""
        return self.closed_because == ClosedBecause.DEAUTHORISED

    @property
    def is_of_this_mode(self) -> bool:
        """As ``Merchants.in_this_mode``."""
        return self.provider != "stripe" or self.livemode == settings.PAYMENTS_LIVE

    @property
    def sells(self) -> bool:
        return self.state == MerchantState.ACTIVE and self.closed_at is None

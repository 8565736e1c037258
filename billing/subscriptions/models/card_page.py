"""Pages of the payment provider on which an invoice is paid by card."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.models.invoice import Invoice


class CardPageState(models.TextChoices):
    OPEN = "open", _("offen")
    PAID = "paid", _("bezahlt")
    CLOSED = "closed", _("beendet")


class CardPages(models.QuerySet["CardPage"]):
    def open(self) -> CardPages:
        """Of the mode that the installation works in: a test key can ask nothing about real money."""
        return self.filter(state=CardPageState.OPEN, livemode=settings.PAYMENTS_LIVE)

    def due(self, at: datetime) -> CardPages:
        """Those that the sweeper asks the provider about now."""
        return self.open().filter(check_at__lte=at).order_by("check_at")


class CardPage(models.Model):
    """One of an invoice is open at a time. ``key`` names it at the provider, so that two clicks open one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="card_pages")
    amount_cents = models.PositiveBigIntegerField()
    livemode = models.BooleanField()
    state = models.CharField(max_length=6, choices=CardPageState.choices, default=CardPageState.OPEN)
    return_url = models.URLField(max_length=500)
    ref = models.CharField(max_length=120, blank=True)  # the provider's name of it; empty until it has answered
    url = models.URLField(max_length=2000, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=254)
    check_at = models.DateTimeField(null=True)  # when the sweeper asks about it again

    objects: ClassVar[models.Manager[CardPage]] = CardPages.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "livemode"], condition=Q(state=CardPageState.OPEN), name="card_page_one_open"
            )
        ]
        indexes = [models.Index(fields=["check_at"], condition=Q(check_at__isnull=False), name="card_page_to_check")]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.key}"

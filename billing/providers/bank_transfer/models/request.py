"""What a buyer was asked to transfer."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from billing.providers.bank_transfer.models.account import BankAccount


class TransferRequests(models.QuerySet["TransferRequest"]):
    def unpaid(self) -> TransferRequests:
        return self.filter(paid_at__isnull=True)


class TransferRequest(models.Model):
    """One transfer that is waited for until ``due_at``; ``key`` is the attempt's, ``token`` opens the buyer's page."""

    key = models.UUIDField(unique=True)
    token = models.CharField(max_length=40, unique=True)
    reference = models.CharField(max_length=25, unique=True)  # RF…, without blanks
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="requests")
    amount_cents = models.PositiveBigIntegerField()
    order_number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    return_url = models.URLField(max_length=500)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)  # the sum was together

    objects = TransferRequests.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="transfer_has_amount")]
        indexes = [
            models.Index(fields=["account", "amount_cents"], condition=Q(paid_at=None), name="transfer_unpaid"),
            models.Index(fields=["account", "-opened_at", "-id"], name="transfer_newest"),
            models.Index(fields=["order_number"], condition=~Q(order_number=""), name="transfer_order_number"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="transfer_words"),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_over(self, at: datetime) -> bool:
        """Nobody waits for the rest any more: the time is up, or it was called off."""
        return self.cancelled_at is not None or self.due_at <= at

"""What transfers have become: money of an attempt, and money that left again without us."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from billing.providers.bank_transfer.models.request import TransferRequest


class TransferCharge(models.Model):
    """Money that arrived, told once and for ever. ``payer_iban`` is where it goes back; empty: nobody knows, or two."""

    request = models.ForeignKey(TransferRequest, on_delete=models.PROTECT, related_name="charges")
    ref = models.CharField(max_length=60, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    payer_name = models.CharField(max_length=140, blank=True)
    payer_iban = models.CharField(max_length=34, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="transfer_charge_has_amount")]

    def __str__(self) -> str:
        return self.ref


class TransferLoss(models.Model):
    """Money that a bank took out of a charge again, or that somebody sent back by hand (``by_hand``)."""

    charge = models.ForeignKey(TransferCharge, on_delete=models.PROTECT, related_name="losses")
    line = models.ForeignKey("bank_transfer.BankLine", on_delete=models.PROTECT, related_name="losses")
    amount_cents = models.PositiveBigIntegerField()
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="transfer_loss_has_amount"),
            models.UniqueConstraint(fields=["charge", "line"], name="transfer_loss_once"),
        ]

    def __str__(self) -> str:
        return f"{self.charge} {self.amount_cents}"

"""What the sandbox remembers: it plays the world outside, which our transactions cannot undo."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from billing.payments.models import MerchantState


class SandboxCheckout(models.Model):
    """A page to pay on. ``pays_at``: the buyer has promised, and the money arrives then."""

    key = models.UUIDField(unique=True)
    merchant = models.UUIDField(null=True)  # the key of whom it pays
    ref = models.CharField(max_length=40, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    return_url = models.URLField(max_length=500)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    pays_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.ref


class SandboxCharge(models.Model):
    """Money received. ``holds_refunds``: refunds of it wait until somebody decides how they end.

    ``fee_cents`` is null until the fee is known; a dispute that was lost has a fee of its own.
    """

    checkout = models.ForeignKey(SandboxCheckout, on_delete=models.CASCADE, related_name="charges")
    ref = models.CharField(max_length=40, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    paid_at = models.DateTimeField()
    fee_cents = models.PositiveBigIntegerField(null=True)
    disputed_at = models.DateTimeField(null=True)
    disputed_cents = models.PositiveBigIntegerField(default=0)
    dispute_won_at = models.DateTimeField(null=True)
    dispute_lost_at = models.DateTimeField(null=True)
    holds_refunds = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(disputed_cents__lte=F("amount_cents")), name="sandbox_dispute_within_charge"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class SandboxRefund(models.Model):
    """Money sent back: on its way until it arrived (``refunded_at``) or came back (``failed_at``)."""

    charge = models.ForeignKey(SandboxCharge, on_delete=models.CASCADE, related_name="refunds")
    key = models.CharField(max_length=60, unique=True)
    ref = models.CharField(max_length=40, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    refunded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.ref


class SandboxAccount(models.Model):
    """A merchant's account: how it stands, and what a tester has decided to be asked for."""

    key = models.UUIDField(unique=True)
    ref = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=MerchantState.choices, default=MerchantState.PENDING)
    needs = models.JSONField(default=list)  # as of payments.Merchant
    return_url = models.URLField(max_length=500, blank=True)
    refresh_url = models.URLField(max_length=500, blank=True)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.ref


class SandboxPayout(models.Model):
    """Money on its way to a merchant's bank until it arrived or came back."""

    merchant = models.UUIDField()
    ref = models.CharField(max_length=40, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    arrives_on = models.DateField()
    changed_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.ref


class SandboxPayoutLine(models.Model):
    """What a payout is made of; nothing is paid out twice."""

    payout = models.ForeignKey(SandboxPayout, on_delete=models.CASCADE, related_name="lines")
    ref = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=8)
    source_ref = models.CharField(max_length=60)
    gross_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField()

    def __str__(self) -> str:
        return self.ref

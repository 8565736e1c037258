"""What the sandbox remembers: it plays the world outside and commits for itself, whatever becomes of our transaction."""

from __future__ import annotations

from django.db import models


class SandboxCheckout(models.Model):
    key = models.UUIDField(unique=True)
    ref = models.CharField(max_length=40, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    return_url = models.URLField(max_length=500)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.ref


class SandboxCharge(models.Model):
    checkout = models.ForeignKey(SandboxCheckout, on_delete=models.CASCADE, related_name="charges")
    ref = models.CharField(max_length=40, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    paid_at = models.DateTimeField()
    disputed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.ref


class SandboxRefund(models.Model):
    charge = models.ForeignKey(SandboxCharge, on_delete=models.CASCADE, related_name="refunds")
    key = models.CharField(max_length=60, unique=True)
    ref = models.CharField(max_length=40, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    refunded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.ref

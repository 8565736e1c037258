"""Money that came in, and money that left without us. All amounts in euro cents."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from billing.payments.models.attempt import Attempt
from kreislauf.money import format_euro


class Charge(models.Model):
    """Money that came in for an attempt. Either it was taken for the order or it is surplus and goes back."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="charges")
    provider_ref = models.CharField(max_length=120)
    amount_cents = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    taken = models.BooleanField()
    fee_cents = models.PositiveBigIntegerField(null=True)  # what the provider kept; null: not known yet

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
    fee_cents = models.PositiveBigIntegerField(default=0, db_default=0)  # what the provider charges for a dispute
    won_at = models.DateTimeField(null=True)  # the dispute was won: the money came back
    lost_at = models.DateTimeField(null=True)  # it was lost for good

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charge", "how", "provider_ref"], name="chargeback_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="chargeback_has_amount"),
        ]

    def __str__(self) -> str:
        return f"{format_euro(self.amount_cents)} {self.get_how_display()}"

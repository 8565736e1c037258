"""What a provider sends to a merchant's bank account, and what it is made of. All amounts in euro cents."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.payments.models.merchant import Merchant
from kreislauf.money import format_euro


class PayoutState(models.TextChoices):
    PENDING = "pending", _("unterwegs")
    PAID = "paid", _("angekommen")
    FAILED = "failed", _("zurückgekommen")


class Payout(models.Model):
    """``amount_cents`` is what the bank statement shows; negative where the account owed the provider."""

    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="payouts")
    provider_ref = models.CharField(max_length=120)
    amount_cents = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=PayoutState.choices, default=PayoutState.PENDING)
    arrives_on = models.DateField()
    noticed_at = models.DateTimeField()
    # Why it came back, as the provider calls it: ``account_closed``; ``canceled`` where the merchant stopped it there.
    reason = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merchant", "provider_ref"], name="payout_once")]
        indexes = [models.Index(fields=["merchant", "-arrives_on", "-id"], name="payout_newest")]

    def __str__(self) -> str:
        return format_euro(self.amount_cents)


class PayoutLineKind(models.TextChoices):
    CHARGE = "charge", _("Zahlung")
    REFUND = "refund", _("Erstattung")
    DISPUTE = "dispute", _("Rückbuchung")
    FEE = "fee", _("Gebühr")
    OTHER = "other", _("Sonstiges")


class PayoutLine(models.Model):
    """``source_ref`` is the provider's name of the charge, refund or dispute; net is gross less fee."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="lines")
    provider_ref = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=PayoutLineKind.choices)
    source_ref = models.CharField(max_length=120, blank=True)
    gross_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    outside_at = models.DateTimeField(null=True)  # booked as no payment of ours

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payout", "provider_ref"], name="payout_line_once")]
        indexes = [models.Index(fields=["source_ref"], name="payout_line_source")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_euro(self.net_cents)}"

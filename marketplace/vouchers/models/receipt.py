"""How the amount of a redemption divides among tax rates, as the business said at the till."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from marketplace.vouchers.models.voucher import Redemption


class TaxSplit(models.Model):
    """Of a multi-purpose voucher's redemption, in gross cents. Said once: a receipt with these numbers may be out."""

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, related_name="tax_split")
    amount_cents = models.PositiveIntegerField()  # the redemption's
    cents_19 = models.PositiveIntegerField(default=0)
    cents_7 = models.PositiveIntegerField(default=0)
    cents_0 = models.PositiveIntegerField(default=0)
    said_at = models.DateTimeField()
    by = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents=F("cents_19") + F("cents_7") + F("cents_0")), name="tax_split_is_whole"
            )
        ]

    def __str__(self) -> str:
        return f"{self.redemption_id}: {self.cents_19} / {self.cents_7} / {self.cents_0}"

    @property
    def by_rate(self) -> dict[int, int]:
        """Rate in per cent → gross cents, without what is nothing."""
        rates = {19: self.cents_19, 7: self.cents_7, 0: self.cents_0}
        return {rate: cents for rate, cents in rates.items() if cents}

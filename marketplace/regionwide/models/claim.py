"""What the region owes to a business for a voucher of its own that the business took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.businesses.models import Business

RETURNS = Q(cents__lt=0) | Q(redemption_id__isnull=True)


class Claims(models.QuerySet["Claim"]):
    def of_redemptions(self) -> Claims:
        """What tills took and reversed, without what a business paid back."""
        return self.filter(redemption_id__isnull=False)

    def of_returns(self) -> Claims:
        """What was reversed, and what a business paid back of that."""
        return self.filter(RETURNS)


class Claim(models.Model):
    """A redemption's amount, or below zero its reversal's; without a redemption, what the business paid back.

    A settlement takes those that none has taken; so each cent is settled once, and what is reversed later lowers the
    next one.
    """

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="claims", db_index=False)
    key = models.CharField(max_length=80, unique=True)  # of the journal in the ledger
    redemption_id = models.BigIntegerField(null=True)  # of vouchers, which stand above
    voucher = models.CharField(max_length=8)  # the end of its code, as the till shows it
    cents = models.IntegerField()
    at = models.DateTimeField()
    settlement = models.ForeignKey("regionwide.Settlement", on_delete=models.PROTECT, null=True, related_name="claims")

    objects = Claims.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(cents=0), name="claim_moves_something")]
        indexes = [
            models.Index(fields=["business", "-at", "-id"], name="claim_of_business"),
            models.Index(fields=["business", "at"], condition=Q(settlement__isnull=True), name="claim_open"),
            models.Index(fields=["at"], include=["cents"], name="claim_moment"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def kind_word(self) -> str:
        if self.redemption_id is None:
            return _("Rückzahlung")
        return _("Storno") if self.cents < 0 else _("Einlösung")

"""Whose account transfers go to."""

from __future__ import annotations

from django.db import models

from billing.providers.bank_transfer.iban import masked_iban


class BankAccount(models.Model):
    """A business's account, or the region's own (``business_id`` null). Its open ``Merchant`` says which one is used.

    Another IBAN is another row: transfers that were asked for under the old one still arrive there.
    """

    business_id = models.BigIntegerField(null=True)
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=70)
    bic = models.CharField(max_length=11, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business_id", "iban"], nulls_distinct=False, name="bank_account_once")
        ]

    def __str__(self) -> str:
        return masked_iban(self.iban)

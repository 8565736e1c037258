"""The daily mail about what a business has sold."""

from __future__ import annotations

from django.db import models

from marketplace.businesses.models import Business


class SalesMail(models.Model):
    """On unless the business has switched it off; ``mailed_until`` is the last day that a mail was written about."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="sales_mail")
    off_at = models.DateTimeField(null=True)
    mailed_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.business_id} {self.mailed_until}"

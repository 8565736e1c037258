"""The daily mail about what a business has sold."""

from __future__ import annotations

from django.db import models

from marketplace.businesses.models import Business


class SalesMail(models.Model):
    """On unless the business has switched it off; ``told_until`` is the last day that it was told of."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="sales_mail")
    off_at = models.DateTimeField(null=True)
    told_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.business_id} {self.told_until}"

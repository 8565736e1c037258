"""What was sold and what is still owed for it, counted in cents."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from marketplace.businesses.models import Business
from marketplace.vouchers.models import Redemption, Voucher


@dataclass(frozen=True, slots=True)
class Sums:
    """One business's vouchers: how many were sold for how much, what they still hold, what was redeemed."""

    count: int
    sold_cents: int
    open_cents: int
    redeemed_cents: int


def sales_of(business: Business) -> Sums:
    sold = Voucher.objects.filter(business=business).aggregate(
        count=Count("pk"), value=Sum("value_cents"), left=Sum("left_cents"), reserved=Sum("reserved_cents")
    )
    redeemed = Redemption.objects.filter(voucher__business=business, reversal__isnull=True)
    return Sums(
        count=sold["count"],
        sold_cents=sold["value"] or 0,
        open_cents=(sold["left"] or 0) + (sold["reserved"] or 0),
        redeemed_cents=redeemed.aggregate(sum=Sum("amount_cents"))["sum"] or 0,
    )


def sold_vouchers(business: Business) -> QuerySet[Voucher]:
    """Newest first, with their orders."""
    return Voucher.objects.filter(business=business).select_related("order").order_by("-issued_at", "-pk")

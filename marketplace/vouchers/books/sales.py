"""What was sold and what is still owed for it, counted in cents."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from marketplace.businesses.models import Business
from marketplace.vouchers.books.period import Period
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


@dataclass(frozen=True, slots=True)
class Row:
    """One business in the office's list of sales."""

    business_id: int
    business: str
    count: int
    sold_cents: int
    redeemed_cents: int


def sales_in(period: Period) -> list[Row]:
    """Refunded vouchers count as sold: the money did come in, and going back is a booking of its own."""
    start, end = period.moments
    sold = {
        pk: (name, count, cents)
        for pk, name, count, cents in Voucher.objects.filter(issued_at__gte=start, issued_at__lt=end)
        .order_by()
        .values_list("business", "business__name")
        .annotate(count=Count("pk"), cents=Sum("value_cents"))
    }
    redeemed = {
        pk: (name, cents)
        for pk, name, cents in Redemption.objects.filter(
            redeemed_at__gte=start, redeemed_at__lt=end, reversal__isnull=True
        )
        .order_by()
        .values_list("voucher__business", "voucher__business__name")
        .annotate(cents=Sum("amount_cents"))
    }
    names = {pk: name for pk, (name, *_rest) in [*sold.items(), *redeemed.items()]}
    rows = [
        Row(
            business_id=pk,
            business=name,
            count=sold[pk][1] if pk in sold else 0,
            sold_cents=sold[pk][2] if pk in sold else 0,
            redeemed_cents=redeemed[pk][1] if pk in redeemed else 0,
        )
        for pk, name in names.items()
    ]
    rows.sort(key=lambda row: (-row.sold_cents, row.business))
    return rows

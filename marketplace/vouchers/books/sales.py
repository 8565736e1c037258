"""What was sold and what is still owed for it, counted in cents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from kreislauf.batches import batches
from kreislauf.counted import counted
from marketplace.businesses.models import Business
from marketplace.vouchers.books.by_business import Row, by_business, issued, redeemed_by_business, rows
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import Redemption, Voucher

AT_ONCE = 500


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


def sales_in(period: Period) -> Iterator[Row]:
    """Every business that sold or redeemed: best first, or by name where more was sold than one counts.

    Refunded vouchers count as sold: the money did come in, and going back is a booking of its own.
    """
    if not counted(issued(period)).more:
        found = rows(by_business(issued(period)), redeemed_by_business(period))
        yield from sorted(found, key=lambda row: (-row.sold_cents, row.business))
        return
    everybody = Business.objects.only("name", "sort_name").in_german_order()
    for some in batches(everybody.iterator(AT_ONCE), AT_ONCE):
        found = rows(by_business(issued(period), some), redeemed_by_business(period, some))
        known = {row.business_id: row for row in found}
        yield from (known[business.pk] for business in some if business.pk in known)

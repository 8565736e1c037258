"""What was issued and redeemed in a period, business by business."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from marketplace.businesses.models import Business
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import Redemption, Reversal, Voucher


@dataclass(frozen=True, slots=True)
class Row:
    """One business in the office's list of sales."""

    business_id: int
    business: str
    count: int
    sold_cents: int
    redeemed_cents: int


def issued(period: Period) -> QuerySet[Voucher]:
    start, end = period.moments
    return Voucher.objects.filter(issued_at__gte=start, issued_at__lt=end)


def redeemed(period: Period) -> QuerySet[Redemption]:
    start, end = period.moments
    # Not by a join: PostgreSQL would think that hardly any redemption has no reversal, and look each up one by one.
    reversed_ones = Reversal.objects.filter(redemption=OuterRef("pk"))
    return Redemption.objects.filter(~Exists(reversed_ones), redeemed_at__gte=start, redeemed_at__lt=end)


def by_business(issued: QuerySet[Voucher], some: Collection[Business] | None = None) -> QuerySet[Voucher, Any]:
    """Business, how many and for how much; best first."""
    found = issued if some is None else issued.filter(business__in=some)
    sums = found.order_by().values_list("business").annotate(count=Count("pk"), cents=Sum("value_cents"))
    return sums.order_by("-cents", "business")


def redeemed_by_business(period: Period, some: Collection[Business | int] | None = None) -> QuerySet[Redemption, Any]:
    found = redeemed(period) if some is None else redeemed(period).filter(voucher__business__in=some)
    return found.order_by().values_list("voucher__business").annotate(cents=Sum("amount_cents")).order_by("-cents")


def rows(sold: Iterable[Any], redeemed: Iterable[Any]) -> list[Row]:
    sums = {business: (count, cents) for business, count, cents in sold}
    back = dict(redeemed)
    names = dict(Business.objects.filter(pk__in={*sums, *back}).values_list("pk", "name"))
    return [Row(pk, name, *sums.get(pk, (0, 0)), back.get(pk, 0)) for pk, name in names.items()]

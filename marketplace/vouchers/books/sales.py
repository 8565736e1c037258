"""What was sold and what is still owed for it, counted in cents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kreislauf.batches import batches
from kreislauf.counted import COUNTED, Counted
from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from marketplace.vouchers.books.by_business import Row, by_business, issued, redeemed, redeemed_by_business, rows
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


@dataclass(frozen=True, slots=True)
class Sales:
    """What was issued and redeemed in a period, by business and by month of issue.

    ``rows`` are the businesses that sold most; ``businesses`` says how many there are.
    """

    rows: list[Row]
    businesses: Counted
    months: list[tuple[date, int]]
    count: int
    sold_cents: int
    redeemed_cents: int


def sales_in(period: Period) -> Sales:
    """A few minutes old in a large region. Refunded vouchers count as sold.

    Their money did come in, and going back is a booking of its own.
    """
    key = f"sales {period.first} {period.last}"
    rows, businesses, months, sums = remembered(key, lambda: _summed(period), over=issued(period))
    by_month = [(date.fromisoformat(month), cents) for month, cents in months]
    return Sales([Row(*row) for row in rows], Counted(*businesses), by_month, *sums)


def all_sales_in(period: Period) -> Iterator[Row]:
    """Every business that sold or redeemed, best first; by name where there are more than one counts."""
    sales = sales_in(period)
    if not sales.businesses.more:
        yield from sales.rows
        return
    everybody = Business.objects.only("name", "sort_name").in_german_order()
    for some in batches(everybody.iterator(AT_ONCE), AT_ONCE):
        found = rows(by_business(issued(period), some), redeemed_by_business(period, some))
        known = {row.business_id: row for row in found}
        yield from (known[business.pk] for business in some if business.pk in known)


def _summed(period: Period) -> list[list[Any]]:
    """Rows, how many businesses, months and sums, as a cache can hold them."""
    sold = list(by_business(issued(period))[: COUNTED + 1])
    if len(sold) > COUNTED:
        back = redeemed_by_business(period, [business for business, *_rest in sold])
    else:  # with those that redeemed only
        back = redeemed_by_business(period)[: COUNTED + 1]
    best = sorted(rows(sold, back), key=lambda row: (-row.sold_cents, row.business))
    sums = issued(period).aggregate(count=Count("pk"), cents=Sum("value_cents", default=0))
    redeemed_cents = redeemed(period).aggregate(cents=Sum("amount_cents", default=0))["cents"]
    return [
        [list(astuple(row)) for row in best[:COUNTED]],
        list(astuple(Counted.up_to(COUNTED, len(best)))),
        [[month.isoformat(), cents] for month, cents in _months(period)],
        [sums["count"], sums["cents"], redeemed_cents],
    ]


def _months(period: Period) -> list[tuple[date, int]]:
    found = dict(
        issued(period)
        .order_by()
        .annotate(month=TruncMonth("issued_at"))
        .values("month")
        .annotate(cents=Sum("value_cents"))
        .values_list("month", "cents")
    )
    by_day = {timezone.localdate(month): cents for month, cents in found.items()}
    return [(month, by_day.get(month, 0)) for month in period.months()]

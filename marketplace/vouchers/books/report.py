"""What was sold and redeemed in a period, for the council: by month, branch, town and business, counted in SQL."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kreislauf.german import german_order
from kreislauf.web.remembered import remembered
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import Redemption, Voucher

MOST_ROWS = 20
NOT_RETURNED = Q(refunded_at__isnull=True)
BRANCH, TOWN = "business__category__name", "business__town"


@dataclass(frozen=True, slots=True)
class Row:
    """A month, a branch, a town or a business. ``number`` is the business's."""

    name: str | date
    count: int
    sold_cents: int
    redeemed_cents: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Sums of the period. ``spent_cents`` is what is redeemed by now of the vouchers that were sold in it."""

    count: int
    sold_cents: int
    redeemed_cents: int
    spent_cents: int
    businesses: int
    months: list[Row]
    branches: list[Row]
    towns: list[Row]
    best: list[Row]

    @property
    def redeemed_percent(self) -> int:
        return round(100 * self.spent_cents / self.sold_cents) if self.sold_cents else 0

    @property
    def others(self) -> int:
        """Businesses that took part and are not among those listed."""
        return max(self.businesses - len(self.best), 0)


def report_on(period: Period) -> Report:
    """A few minutes old in a large region. Refunded vouchers count as sold.

    Their money did come in, and going back is a booking of its own.
    """
    key = f"report {period.first} {period.last}"
    plain = remembered(key, lambda: _plain(asdict(_report_on(period))), over=_sold(period))
    rows = {name: [Row(**row) for row in plain[name]] for name in ("branches", "towns", "best")}
    months = [Row(**row | {"name": date.fromisoformat(row["name"])}) for row in plain["months"]]
    return Report(**plain | rows | {"months": months})


def _plain(report: dict[str, Any]) -> dict[str, Any]:
    """As a cache can hold it: without dates."""
    return report | {"months": [row | {"name": row["name"].isoformat()} for row in report["months"]]}


def _report_on(period: Period) -> Report:
    sold, redeemed = _sold(period), _redeemed(period)
    sums = sold.aggregate(
        count=Count("pk"),
        cents=Sum("value_cents", default=0),
        spent=Sum(F("value_cents") - F("left_cents") - F("reserved_cents"), filter=NOT_RETURNED, default=0),
        businesses=Count("business", distinct=True),
    )
    return Report(
        count=sums["count"],
        sold_cents=sums["cents"],
        redeemed_cents=redeemed.aggregate(cents=Sum("amount_cents", default=0))["cents"],
        spent_cents=sums["spent"],
        businesses=sums["businesses"],
        months=_months(period),
        branches=_by(BRANCH, period),
        towns=_by(TOWN, period),
        best=_businesses(period),
    )


def _sold(period: Period) -> QuerySet[Voucher]:
    start, end = period.moments
    return Voucher.objects.filter(issued_at__gte=start, issued_at__lt=end)


def _redeemed(period: Period) -> QuerySet[Redemption]:
    start, end = period.moments
    return Redemption.objects.filter(redeemed_at__gte=start, redeemed_at__lt=end, reversal__isnull=True)


def _months(period: Period) -> list[Row]:
    issued = _sold(period).annotate(month=TruncMonth("issued_at")).values_list("month").order_by("month")
    counted = issued.annotate(Count("pk"), Sum("value_cents"))
    sold = {timezone.localdate(month): (count, cents) for month, count, cents in counted}
    spent = _redeemed(period).annotate(month=TruncMonth("redeemed_at")).values_list("month").order_by("month")
    redeemed = {timezone.localdate(month): cents for month, cents in spent.annotate(Sum("amount_cents"))}
    return [Row(month, *sold.get(month, (0, 0)), redeemed.get(month, 0)) for month in period.months()]


def _by(name: str, period: Period) -> list[Row]:
    """The best first; those without a name are left out."""
    grouped = _sold(period).values_list(name).annotate(count=Count("pk"), cents=Sum("value_cents"))
    sold = {key: (count, cents) for key, count, cents in grouped.order_by("-cents", name)[:MOST_ROWS] if key}
    spent = _redeemed(period).filter(**{f"voucher__{name}__in": list(sold)}).values_list(f"voucher__{name}")
    redeemed = dict(spent.annotate(cents=Sum("amount_cents")).order_by(f"voucher__{name}"))
    return [Row(key, count, cents, redeemed.get(key, 0)) for key, (count, cents) in sold.items()]


def _businesses(period: Period) -> list[Row]:
    sold = _sold(period).values_list("business", "business__name")
    grouped = sold.annotate(count=Count("pk"), cents=Sum("value_cents"))
    best = list(grouped.order_by("-cents", german_order("business__name"))[:MOST_ROWS])
    spent = _redeemed(period).filter(voucher__business__in=[pk for pk, *_rest in best]).values_list("voucher__business")
    redeemed = dict(spent.annotate(cents=Sum("amount_cents")).order_by("voucher__business"))
    return [Row(name, count, cents, redeemed.get(pk, 0), pk) for pk, name, count, cents in best]

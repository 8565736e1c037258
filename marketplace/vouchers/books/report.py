"""What was sold and redeemed in a period, for the council: by month, branch, town and business, counted in SQL."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from marketplace.vouchers.books.by_business import issued, redeemed
from marketplace.vouchers.books.period import Period

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
    plain = remembered(key, lambda: _plain(asdict(_report_on(period))), over=issued(period))
    rows = {name: [Row(**row) for row in plain[name]] for name in ("branches", "towns", "best")}
    months = [Row(**row | {"name": date.fromisoformat(row["name"])}) for row in plain["months"]]
    return Report(**plain | rows | {"months": months})


def _plain(report: dict[str, Any]) -> dict[str, Any]:
    """As a cache can hold it: without dates."""
    return report | {"months": [row | {"name": row["name"].isoformat()} for row in report["months"]]}


def _report_on(period: Period) -> Report:
    sums = issued(period).aggregate(
        count=Count("pk"),
        cents=Sum("value_cents", default=0),
        spent=Sum(F("value_cents") - F("left_cents") - F("reserved_cents"), filter=NOT_RETURNED, default=0),
        businesses=Count("business", distinct=True),
    )
    # Each question reads all vouchers of the period, so both groupings come of one.
    grouped = issued(period).order_by().values_list(BRANCH, TOWN)
    sold = list(grouped.annotate(Count("pk"), Sum("value_cents")))
    spent = redeemed(period).order_by().values_list(f"voucher__{BRANCH}", f"voucher__{TOWN}")
    taken = list(spent.annotate(Sum("amount_cents")))
    return Report(
        count=sums["count"],
        sold_cents=sums["cents"],
        redeemed_cents=sum(cents for _branch, _town, cents in taken),
        spent_cents=sums["spent"],
        businesses=sums["businesses"],
        months=_months(period),
        branches=_by(0, sold, taken),
        towns=_by(1, sold, taken),
        best=_businesses(period),
    )


def _months(period: Period) -> list[Row]:
    found = issued(period).annotate(month=TruncMonth("issued_at")).values_list("month").order_by()
    counted = found.annotate(Count("pk"), Sum("value_cents"))
    sold = {timezone.localdate(month): (count, cents) for month, count, cents in counted}
    spent = redeemed(period).annotate(month=TruncMonth("redeemed_at")).values_list("month").order_by()
    taken = {timezone.localdate(month): cents for month, cents in spent.annotate(Sum("amount_cents"))}
    return [Row(month, *sold.get(month, (0, 0)), taken.get(month, 0)) for month in period.months()]


def _by(place: int, sold: list[tuple[Any, ...]], taken: list[tuple[Any, ...]]) -> list[Row]:
    """By the name in that place, the best first; those without a name are left out."""
    counts, sums, back = Counter[str](), Counter[str](), Counter[str]()
    for *names, count, cents in sold:
        counts[names[place]] += count
        sums[names[place]] += cents
    for *names, cents in taken:
        back[names[place]] += cents
    best = sorted(filter(None, sums), key=lambda name: (-sums[name], name))[:MOST_ROWS]
    return [Row(name, counts[name], sums[name], back[name]) for name in best]


def _businesses(period: Period) -> list[Row]:
    """The best first, and among equals whoever was here first: their names are read once it is known who they are."""
    grouped = issued(period).order_by().values_list("business").annotate(count=Count("pk"), cents=Sum("value_cents"))
    best = list(grouped.order_by("-cents", "business")[:MOST_ROWS])
    names = dict(Business.objects.filter(pk__in=[pk for pk, *_rest in best]).values_list("pk", "name"))
    spent = redeemed(period).filter(voucher__business__in=list(names)).order_by().values_list("voucher__business")
    taken = dict(spent.annotate(cents=Sum("amount_cents")))
    return [Row(names[pk], count, cents, taken.get(pk, 0), pk) for pk, count, cents in best]

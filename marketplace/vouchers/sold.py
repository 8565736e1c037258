"""How many vouchers were sold, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone

from marketplace.vouchers.models import Voucher

WEEKS = 12
# Smaller counts could be somebody: they are shown as "unter 5".
FEWEST = 5
# With fewer in the best week, the bars say nothing.
MOST_AT_LEAST = 10
# The drawing, in units of its viewBox.
WIDTH, GAP, HEIGHT = 32, 45, 140


@dataclass(frozen=True, slots=True)
class Week:
    """A bar of the chart: the Monday it begins on, how many were sold, and where it stands."""

    monday: date
    count: int
    x: int
    height: int
    is_last: bool

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def is_few(self) -> bool:
        return 0 < self.count < FEWEST

    @property
    def y(self) -> int:
        return HEIGHT - self.height

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def over(self) -> int:
        return self.y - 8


@dataclass(frozen=True, slots=True)
class Sold:
    weeks: list[Week]
    count: int
    sum_cents: int


def sold_per_week(at: datetime) -> Sold | None:
    """The last twelve weeks; nothing while there is too little to show."""
    today = timezone.localtime(at).date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    rows = (
        Voucher.objects.filter(issued_at__date__gte=first, refunded_at__isnull=True)
        .order_by()
        .values(week=TruncWeek("issued_at"))
        .annotate(count=Count("pk"), cents=Sum("value_cents"))
    )
    found = {row["week"].date(): row for row in rows}
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    counts: list[int] = [found[monday]["count"] if monday in found else 0 for monday in mondays]
    total, most = sum(counts), max(counts)
    if most < MOST_AT_LEAST:
        return None
    weeks = [
        Week(
            monday=mondays[n],
            count=count,
            x=n * GAP,
            height=max(4, round(HEIGHT * (FEWEST if 0 < count < FEWEST else count) / most)),
            is_last=n == WEEKS - 1,
        )
        for n, count in enumerate(counts)
    ]
    return Sold(weeks=weeks, count=total, sum_cents=sum(row["cents"] for row in found.values()))

"""How many vouchers were sold, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.bar_chart import Bar, bars_of
from kreislauf.german import midnight
from kreislauf.web.remembered import remembered
from marketplace.vouchers.models import Voucher

WEEKS = 12
# Smaller counts could be somebody: they are shown as "unter 5".
FEWEST = 5
# With fewer in the best week, the bars say nothing.
MOST_AT_LEAST = 10


@dataclass(frozen=True, slots=True)
class Week:
    """The Monday it begins on, and how many were sold."""

    monday: date
    count: int

    @property
    def label(self) -> str:
        return _("KW %(number)s") % {"number": self.monday.isocalendar().week}

    @property
    def is_few(self) -> bool:
        return 0 < self.count < FEWEST


@dataclass(frozen=True, slots=True)
class Sold:
    weeks: list[Week]
    sum_cents: int

    @property
    def count(self) -> int:
        return sum(week.count for week in self.weeks)

    @property
    def bars(self) -> list[Bar]:
        shown = [(week, FEWEST if week.is_few else week.count) for week in self.weeks]
        return bars_of(
            [(week.label, count, "< 5" if week.is_few else str(count)) for week, count in shown], newest=True
        )


def sold_per_week(at: datetime) -> Sold | None:
    """The last twelve weeks; nothing while there is too little to show."""
    today = timezone.localtime(at).date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    rows = remembered(f"sold since {first}", lambda: _sold_since(first), over=Voucher.objects.all())
    found = {date.fromisoformat(monday): (count, cents) for monday, count, cents in rows}
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    weeks = [Week(monday, found.get(monday, (0, 0))[0]) for monday in mondays]
    if max(week.count for week in weeks) < MOST_AT_LEAST:
        return None
    return Sold(weeks, sum_cents=sum(cents for _count, cents in found.values()))


def _sold_since(first: date) -> list[list[Any]]:
    """Monday, how many and for how much, of each week."""
    rows = (
        # A moment, not a day: the index knows moments.
        Voucher.objects.filter(issued_at__gte=midnight(first), refunded_at__isnull=True)
        .order_by()
        .values(week=TruncWeek("issued_at"))
        .annotate(count=Count("pk"), cents=Sum("value_cents"))
    )
    return [[row["week"].date().isoformat(), row["count"], row["cents"]] for row in rows]

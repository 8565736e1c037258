"""The last day's measurements, an hour at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from tenants.monitoring.models import Measurement

HOURS = 24
HOUR = timedelta(hours=1)
Values = dict[str, Any]


@dataclass(frozen=True)
class Day:
    """The measurements of the last 24 whole or begun hours, the oldest first."""

    began_at: datetime
    rows: Sequence[tuple[datetime, Values]]

    def highest(self, name: str) -> list[tuple[datetime, int]]:
        """Of each hour; 0 where nothing was measured."""
        return self._by_hour(lambda row, before: round(row.get(name, 0)), max)

    def added(self, name: str) -> list[tuple[datetime, int]]:
        """How much a counter has grown in each hour. One that is smaller than before has begun anew at 0."""

        def grown(row: Values, before: Values) -> int:
            now, then = row.get(name, 0), before.get(name, row.get(name, 0))
            return int(now - then if now >= then else now)

        return self._by_hour(grown, sum)

    def _by_hour(
        self, number: Callable[[Values, Values], int], together: Callable[[list[int]], int]
    ) -> list[tuple[datetime, int]]:
        found: list[list[int]] = [[] for _hour in range(HOURS)]
        for (_slot, before), (slot, row) in pairwise([*self.rows[:1], *self.rows]):
            found[(slot - self.began_at) // HOUR].append(number(row, before))
        return [(self.began_at + hour * HOUR, together(numbers or [0])) for hour, numbers in enumerate(found)]


def last_day(*, at: datetime) -> Day:
    """In one question."""
    began_at = at.replace(minute=0, second=0, microsecond=0) - (HOURS - 1) * HOUR
    rows = Measurement.objects.filter(slot__gte=began_at, slot__lte=at).order_by("slot")
    return Day(began_at, list(rows.values_list("slot", "values")))

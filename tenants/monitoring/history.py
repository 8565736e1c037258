"""The last day's measurements, an hour at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tenants.monitoring.models import Measurement

HOURS = 24
HOUR = timedelta(hours=1)
Values = dict[str, Any]
ByHour = list[tuple[datetime, int]]


@dataclass(frozen=True)
class Day:
    """The measurements of the last 24 whole or begun hours, the oldest first."""

    began_at: datetime
    rows: Sequence[tuple[datetime, Values]]

    def highest(self, name: str) -> ByHour:
        """Of each hour; 0 where nothing was measured."""
        return self._by_hour(((slot, round(row.get(name, 0))) for slot, row in self.rows), max)

    def added(self, name: str) -> ByHour:
        """How much a counter has grown in each hour."""
        return self._by_hour(self._growth(name), sum)

    def total(self, name: str, *, last: timedelta = HOURS * HOUR) -> int:
        """How much a counter has grown in so much of the day, by its last measurements."""
        since = self.rows[-1][0] - last if self.rows else self.began_at
        return sum(number for slot, number in self._growth(name) if slot > since)

    def _growth(self, name: str) -> Iterator[tuple[datetime, int]]:
        """One that is smaller than before has begun anew at 0. Where it was not measured, what follows holds it."""
        before: int | None = None
        for slot, row in self.rows:
            if name in row:
                now = int(row[name])
                if before is not None:
                    yield slot, now - before if now >= before else now
                before = now

    def _by_hour(self, numbers: Iterable[tuple[datetime, int]], together: Callable[[list[int]], int]) -> ByHour:
        found: list[list[int]] = [[] for _hour in range(HOURS)]
        for slot, number in numbers:
            found[(slot - self.began_at) // HOUR].append(number)
        return [(self.began_at + hour * HOUR, together(numbers or [0])) for hour, numbers in enumerate(found)]


def last_day(*, at: datetime) -> Day:
    """In one question."""
    began_at = at.replace(minute=0, second=0, microsecond=0) - (HOURS - 1) * HOUR
    rows = Measurement.objects.filter(slot__gte=began_at, slot__lte=at).order_by("slot")
    return Day(began_at, list(rows.values_list("slot", "values")))

"""From one day to another, as the office asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.german import midnight

EARLIEST = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days count."""

    first: date
    last: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first midnight to the one after the last day, in German time: ``>=`` and ``<``."""
        return midnight(self.first), midnight(self.last + timedelta(days=1))

    def months(self) -> Iterator[date]:
        """The first day of each month that it touches and that has begun."""
        month = self.first.replace(day=1)
        while month <= min(self.last, timezone.localdate()):
            yield month
            month = (month + timedelta(days=32)).replace(day=1)


def period_of(query: QueryDict, *, today: date) -> Period:
    """``?von=…&bis=…``; this year where nothing, or nothing that makes sense, was asked for."""
    first = _day(query.get("von", "")) or date(today.year, 1, 1)
    last = _day(query.get("bis", "")) or today
    if not EARLIEST <= first <= last <= date(today.year + 1, 12, 31):
        return Period(date(today.year, 1, 1), today)
    return Period(first, last)


def usual_periods(today: date) -> list[tuple[str | Promise, Period]]:
    """Those that are asked for again and again."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    return [
        (_("dieser Monat"), Period(month, today)),
        (_("letzter Monat"), Period(before.replace(day=1), before)),
        (_("dieses Jahr"), Period(date(today.year, 1, 1), today)),
        (_("letztes Jahr"), Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
    ]


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None

"""From one day to another, as reports ask for it: whole months, quarters, years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.german import midnight


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
        """The first day of each month that it touches."""
        month = self.first.replace(day=1)
        while month <= self.last:
            yield month
            month = _next_month(month)


def quarter_of(day: date) -> Period:
    """The quarter that ``day`` lies in, up to its end."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, _next_month(_next_month(_next_month(first))) - timedelta(days=1))


def usual_periods(today: date) -> Mapping[str, tuple[str | Promise, Period]]:
    """What the page offers, by the word in its address. None ends after today."""
    quarter = quarter_of(today).first
    return {
        "jahr": (_("letzte 12 Monate"), Period(_next_month(today.replace(year=today.year - 1, day=1)), today)),
        "quartal": (_("dieses Quartal"), Period(quarter, today)),
        "letztes-quartal": (_("letztes Quartal"), quarter_of(quarter - timedelta(days=1))),
        "kalenderjahr": (_("dieses Jahr"), Period(date(today.year, 1, 1), today)),
        "letztes-jahr": (_("letztes Jahr"), Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
    }


def _next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)

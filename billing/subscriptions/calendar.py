"""Months and years as contracts count them: from the first day on, in the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last: 31 January, 28 February, 31 March."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_period(anchor: date, every_months: int, begins_on: date) -> date:
    """The last day of the period that begins on ``begins_on``, counted from ``anchor`` so that no day is lost."""
    passed = (begins_on.year - anchor.year) * 12 + begins_on.month - anchor.month
    number = passed // every_months
    following = months_later(anchor, (number + 1) * every_months)
    while following <= begins_on:  # a day that its month lacked stands at that month's end
        number += 1
        following = months_later(anchor, (number + 1) * every_months)
    return following - timedelta(days=1)

"""The times of the day at which what waits is told in one letter, by the clock on the town hall's wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

HOURS = (8, 13)


def last_slot(at: datetime, hours: Iterable[int] = HOURS) -> datetime:
    """The latest of these times that is not after ``at``. An hour is Germany's, in summer as in winter."""
    today = timezone.localdate(at)
    found = [
        datetime.combine(day, time(hour), timezone.get_default_timezone())
        for day in (today - timedelta(days=1), today)
        for hour in hours
    ]
    return max((moment for moment in found if moment <= at), default=at)

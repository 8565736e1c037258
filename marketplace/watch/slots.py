"""When the next digest comes, by the clock on the town hall's wall."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from marketplace.watch.models import Rhythm

HOUR = time(7)
FRIDAY = 4


def next_slot(rhythm: str, at: datetime) -> datetime:
    """The first 7:00 after ``at``, of any day or of a Friday. It is Germany's, in summer as in winter."""
    today = timezone.localdate(at)
    days = (today + timedelta(days=n) for n in range(8))
    slots = (datetime.combine(day, HOUR, timezone.get_default_timezone()) for day in days)
    return next(one for one in slots if one > at and (rhythm == Rhythm.DAILY or one.weekday() == FRIDAY))

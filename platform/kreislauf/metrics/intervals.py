"""How often each sweep of the timetable runs."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from celery.schedules import crontab

from kreislauf.house import timetable


@cache
def intervals() -> dict[str, float]:
    """Task → the longest time in seconds between two of its runs."""
    return {task: _longest_pause(line["schedule"]) for task, line in timetable().items()}


def _longest_pause(schedule: Any) -> float:
    if not isinstance(schedule, crontab):
        return float(schedule)
    days = sorted(schedule.day_of_week) if len(schedule.day_of_week) < 7 else range(7)
    minutes = sorted(
        (day * 24 + hour) * 60 + minute for day in days for hour in schedule.hour for minute in schedule.minute
    )
    pauses = [later - earlier for earlier, later in pairwise(minutes)]
    return float(60 * max([*pauses, minutes[0] + 7 * 24 * 60 - minutes[-1]]))

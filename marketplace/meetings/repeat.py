"""On which days a series meets. Its meetings are rows, made from a rule once."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST = 52
WEEK = timedelta(days=7)


class Repeat(models.TextChoices):
    ONCE = "", _("Einmal")
    WEEKLY = "weekly", _("Jede Woche")
    FORTNIGHTLY = "fortnightly", _("Alle zwei Wochen")
    MONTHLY = "monthly", _("Jeden Monat am selben Wochentag")


def begins(first: datetime, repeat: str, *, times: int) -> list[datetime]:
    """When each begins, at the same time on the clock. The third Thursday stays the third, the fifth is the last."""
    wall = timezone.make_naive(first)
    days = [_day(wall.date(), repeat, n) for n in range(times if repeat else 1)]
    return [timezone.make_aware(datetime.combine(day, wall.time())) for day in days]


def _day(first: date, repeat: str, n: int) -> date:
    if repeat == Repeat.MONTHLY:
        months = first.month - 1 + n
        return _nth_weekday(first.year + months // 12, months % 12 + 1, first)
    return first + WEEK * n * (2 if repeat == Repeat.FORTNIGHTLY else 1)


def _nth_weekday(year: int, month: int, like: date) -> date:
    """The day of the month that is what ``like`` is of its own."""
    days = [day for day in calendar.Calendar().itermonthdates(year, month) if day.month == month]
    same = [day for day in days if day.weekday() == like.weekday()]
    return same[min((like.day - 1) // 7, len(same) - 1)]

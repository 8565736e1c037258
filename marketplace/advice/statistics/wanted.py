"""Words that were searched in vain in a month. No person stands behind them: they are counted by week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max, QuerySet, Sum

from marketplace.search.models import Missed

FEWEST, MOST = 3, 20  # times that a word was searched; words in a letter


class Wanted(NamedTuple):
    word: str
    number: int


def wanted(first: date) -> list[Wanted]:
    """What was searched in vain in the month that begins on ``first``, the most often first."""
    rows = of_month(first).order_by().values("folded").annotate(word=Max("shown"), times=Sum("number"))
    often = rows.filter(times__gte=FEWEST).order_by("-times", "folded")[:MOST]
    return [Wanted(row["word"], row["times"]) for row in often]


def of_month(first: date) -> QuerySet[Missed]:
    return Missed.objects.filter(monday__gte=first, monday__lt=(first + timedelta(days=31)).replace(day=1))

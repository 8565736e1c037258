"""Words that were searched in vain: counted by week, shown to the office from five on, never a single one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from kreislauf.web.tally import taken, tally
from marketplace.search.fold import folded
from marketplace.search.models import Missed

FEWEST_SHOWN = 5
WEEKS_KEPT = 12
MOST_SHOWN = 12  # of a week
SHORTEST, LONGEST = 3, 30
_NAME = "search.missed"


def note_missed(words: Iterable[str], *, at: datetime) -> None:
    """As they were typed, in the cache: looking for something changes no row. No numbers, which may be somebody's."""
    monday = monday_of(timezone.localdate(at))
    for word in words:
        if SHORTEST <= len(word) <= LONGEST and not any(sign.isdigit() for sign in word):
            tally(_NAME, f"{monday} {word.lower()}")


def write_missed(*, at: datetime) -> None:
    """Into the table, and forget what is old or was too little in its week."""
    for counted, number in sorted(taken(_NAME).items(), key=lambda item: -item[1]):
        monday, _blank, word = counted.partition(" ")
        row, is_new = Missed.objects.get_or_create(
            monday=date.fromisoformat(monday), folded=folded(word), defaults={"number": number, "shown": word}
        )
        if not is_new:
            Missed.objects.filter(pk=row.pk).update(number=F("number") + number)
    this_week = monday_of(timezone.localdate(at))
    Missed.objects.filter(monday__lt=this_week - timedelta(days=7), number__lt=FEWEST_SHOWN).delete()
    Missed.objects.filter(monday__lt=this_week - timedelta(weeks=WEEKS_KEPT)).delete()


def often_missed() -> list[tuple[date, list[Missed]]]:
    """What was searched in vain often enough, by week, the newest first."""
    weeks: dict[date, list[Missed]] = {}
    rank = Window(RowNumber(), partition_by="monday", order_by=("-number", "folded"))
    often = Missed.objects.filter(number__gte=FEWEST_SHOWN).annotate(rank=rank).filter(rank__lte=MOST_SHOWN)
    for row in often.order_by("-monday", "rank"):
        weeks.setdefault(row.monday, []).append(row)
    return list(weeks.items())


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())

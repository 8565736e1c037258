"""What waits at the host's desk, on their start page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.utils.translation import ngettext

from kreislauf.slices import Todo
from marketplace.meetings.models import Meetings, Question

MOST = 4


def question_todo(meetings: Meetings, *, address: Callable[[int], str], at: datetime) -> Iterable[Todo]:
    """Meetings to come with questions that nobody has looked at, the next meeting first."""
    coming = meetings.public().takes_place().to_come(at).values("pk")
    new: Any = Question.objects.new().filter(meeting__in=coming).order_by("meeting__starts_at", "meeting")
    rows = new.values("meeting", "meeting__title", "meeting__starts_at").annotate(n=Count("pk"), since=Min("asked_at"))
    for row in rows[:MOST]:
        text = ngettext("%(n)s neue Frage", "%(n)s neue Fragen", row["n"]) % {"n": row["n"]}
        yield Todo(row["meeting__title"], address(row["meeting"]), text, row["since"])

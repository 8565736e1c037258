"""A meeting that takes questions, and what is asked there."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from marketplace.meetings.models import Meeting, Question
from tests.make_meeting import make_meeting

_numbers = count(1)


def meeting_row(**fields: Any) -> Meeting:
    """Public, in three days, and open for questions since yesterday."""
    return make_meeting(**({"questions_open_at": timezone.now() - timedelta(days=1)} | fields))


def question_row(meeting: Meeting, text: str = "Gilt das auch für Minijobs?", **fields: Any) -> Question:
    """Of somebody without a seat, so that the host sees it first."""
    values = {"asked_at": timezone.now(), "key": f"frage-{next(_numbers)}"}
    return Question.objects.create(meeting=meeting, text=text, **(values | fields))

"""Meetings as rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from marketplace.meetings.models import Meeting, Question, Registration

_numbers = count(1)


def meeting_row(**fields: Any) -> Meeting:
    """Public, online, in two days for an hour and a half, without a host but the region; open for questions."""
    now = timezone.now().replace(microsecond=0)
    starts_at: datetime = fields.pop("starts_at", now + timedelta(days=2))
    values: dict[str, Any] = {
        "title": "Kurzarbeitergeld, Fragen an die Agentur",
        "lead": "Zwei Fachleute antworten.",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90),
        "uid": f"termin-{next(_numbers)}@kiel.localhost",
        "key": f"termin-{next(_numbers)}",
        "written_at": now,
        "changed_at": now,
        "submitted_at": now,
        "approved_at": now,
        "released_at": now,
        "questions_open_at": now - timedelta(days=1),
    }
    return Meeting.objects.create(**(values | fields))


def question_row(meeting: Meeting, text: str = "Gilt das auch für Minijobs?", **fields: Any) -> Question:
    """Of somebody without a seat, so that the host sees it first."""
    values = {"asked_at": timezone.now(), "key": f"frage-{next(_numbers)}"}
    return Question.objects.create(meeting=meeting, text=text, **(values | fields))


def seat_row(meeting: Meeting, **fields: Any) -> Registration:
    values: dict[str, Any] = {
        "name": "Jan Ohlsen",
        "email": f"jan{next(_numbers)}@example.org",
        "key": f"platz-{next(_numbers)}",
        "asked_at": timezone.now(),
        "confirmed_at": timezone.now(),
    }
    return Registration.objects.create(meeting=meeting, **(values | fields))

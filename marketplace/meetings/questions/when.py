"""When a meeting takes questions."""

from __future__ import annotations

from datetime import datetime

from marketplace.meetings.models import Meeting


def takes_questions(meeting: Meeting, *, at: datetime) -> bool:
    """From the moment that the host names until the meeting ends."""
    return _has_questions(meeting) and meeting.questions_open_at <= at < meeting.ends_at  # type: ignore[operator]


def opens_later(meeting: Meeting, *, at: datetime) -> bool:
    return _has_questions(meeting) and at < meeting.questions_open_at  # type: ignore[operator]


def _has_questions(meeting: Meeting) -> bool:
    if meeting.is_cancelled or meeting.is_of_closed:
        return False
    return meeting.questions_open_at is not None and meeting.is_public

"""Somebody asks something that the meeting shall answer."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from marketplace.meetings.models import Meeting, Question, Registration
from marketplace.meetings.questions.when import takes_questions


class NotOpen(Exception):
    """The meeting takes no questions: not yet, not any more, or not at all."""


def ask(
    meeting: Meeting, *, text: str, shown_name: str = "", by: Registration | None = None, key: str, at: datetime
) -> Question:
    """Everybody sees at once what ``by``, somebody with a seat, asks; the host looks first at all others' questions.

    ``key`` names the form: sent twice, it asks once. Refuses with ``NotOpen``. No page is voided by it: the pages that
    show questions are kept for nobody.
    """
    if not takes_questions(meeting, at=at):
        raise NotOpen
    try:
        with transaction.atomic():
            return Question.objects.create(
                meeting=meeting, text=text, shown_name=shown_name, asked_by=by, asked_at=at, key=key
            )
    except IntegrityError:
        first = Question.objects.filter(key=key).first()
        if first is None:
            raise
        return first

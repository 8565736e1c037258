"""The host answers in writing what the meeting had no time for, or what everybody shall read again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.rich_text import rich_text
from marketplace.meetings.models import Question


@transaction.atomic
def answer(question: Question, *, text: str, by: Actor, at: datetime) -> Question:
    """``text`` is Markdown; an empty one takes the answer back. The question leaves the stage by it."""
    current = Question.objects.select_for_update().get(pk=question.pk)
    if current.answer_md == text:
        return current
    current.answer_md, current.answer_html = text, rich_text(text) if text else ""
    if text:
        current.answered_at, current.hidden_at = current.answered_at or at, None
    current.save(update_fields=["answer_md", "answer_html", "answered_at", "hidden_at"])
    record("question.answered", current, by=by, at=at)
    return current

"""What of questions goes, and when: names with the end of the meeting, words a month later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from marketplace.meetings.models import Question, QuestionVote

WORDS_STAY = timedelta(days=30)
BATCH = 500


def forget_names(*, at: datetime) -> int:
    """Nobody is named with a question once its meeting is over. Repeatable."""
    over = Question.objects.filter(meeting__ends_at__lte=at)
    named = over.exclude(shown_name="", asked_by__isnull=True).values("pk")[:BATCH]
    # Whose question it was goes, too; that everybody saw it stays.
    Question.objects.filter(pk__in=named, asked_by__isnull=False, shortlisted_at__isnull=True).update(shortlisted_at=at)
    return Question.objects.filter(pk__in=named).update(shown_name="", asked_by=None)


def forget_words(*, at: datetime) -> int:
    """Questions without a written answer, and all votes, a month after the meeting. Repeatable."""
    votes = QuestionVote.objects.filter(question__meeting__ends_at__lte=at - WORDS_STAY).values("pk")[:BATCH]
    QuestionVote.objects.filter(pk__in=votes).delete()
    gone = Question.objects.filter(meeting__ends_at__lte=at - WORDS_STAY, answer_md="").values("pk")[:BATCH]
    number, _by_model = Question.objects.filter(pk__in=gone).delete()
    return number


def may_have_to_go(at: datetime) -> tuple[QuerySet[Any], ...]:
    """Of one table each: regions in which none of them has a row have nothing to forget."""
    named = Question.objects.exclude(shown_name="", asked_by__isnull=True)
    return named, Question.objects.filter(asked_at__lte=at - WORDS_STAY, answer_md=""), QuestionVote.objects.all()

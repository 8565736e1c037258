"""„Das möchte ich auch wissen“: one vote a person and question, which can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from marketplace.meetings.models import Meeting, Question, QuestionVote, Registration
from marketplace.meetings.questions.when import takes_questions


def vote(question: Question, *, voter: str, at: datetime) -> bool:
    """Whether it counts: it does once, while the question is open and its meeting takes questions."""
    return _may_change(question, at) and _given(question, voter)


def unvote(question: Question, *, voter: str, at: datetime) -> bool:
    return _may_change(question, at) and _removed(question, voter)


def voter_of(meeting: Meeting, person: Registration | str) -> str:
    """Of a seat, or of a browser's random name: a digest that says nothing, and nothing in any other meeting."""
    name = f"seat {person.pk}" if isinstance(person, Registration) else f"browser {person}"
    return salted_hmac("meetings.vote", f"{meeting.uid} {name}", algorithm="sha256").hexdigest()


def voted(meeting: Meeting, voter: str) -> set[int]:
    """The questions that this voter has a vote on."""
    if not voter:
        return set()
    votes = QuestionVote.objects.filter(question__meeting=meeting, voter_hash=voter)
    return set(votes.values_list("question_id", flat=True))


def _may_change(question: Question, at: datetime) -> bool:
    is_open = Question.objects.on_show().open().filter(pk=question.pk).exists()
    return is_open and takes_questions(question.meeting, at=at)


@transaction.atomic
def _given(question: Question, voter: str) -> bool:
    _vote, is_new = QuestionVote.objects.get_or_create(question=question, voter_hash=voter)
    if is_new:
        # Counted in one statement, so that two hundred people in one minute are two hundred.
        Question.objects.filter(pk=question.pk).update(votes=F("votes") + 1)
    return is_new


@transaction.atomic
def _removed(question: Question, voter: str) -> bool:
    gone, _by_model = QuestionVote.objects.filter(question=question, voter_hash=voter).delete()
    if gone:
        Question.objects.filter(pk=question.pk).update(votes=F("votes") - 1)
    return bool(gone)

"""What the host does with a question: note it, bring it on stage, tick it off, hide it; and each of it undone.

Which question is on stage when is nobody's affair afterwards: only hiding stands in the log.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.meetings.models import Meeting, Question

DATES = ("shortlisted_at", "live_at", "answered_at", "hidden_at")


@transaction.atomic
def shortlist(question: Question, *, at: datetime) -> Question:
    """For the stage, and from now on for everybody to vote on."""
    current = _locked(question)
    current.shortlisted_at, current.live_at = current.shortlisted_at or at, None
    current.answered_at = None
    return _saved(current)


@transaction.atomic
def put_on_stage(question: Question, *, at: datetime) -> Question:
    """The one that was there is answered by that: there is one on stage at a time."""
    current = _locked(question)
    Question.objects.live().filter(meeting=current.meeting).exclude(pk=current.pk).update(answered_at=at)
    current.shortlisted_at = current.shortlisted_at or at
    current.live_at, current.answered_at, current.hidden_at = at, None, None
    return _saved(current)


@transaction.atomic
def tick_off(question: Question, *, at: datetime) -> Question:
    """It was answered, there or in writing."""
    current = _locked(question)
    current.answered_at = current.answered_at or at
    return _saved(current)


@transaction.atomic
def hide(question: Question, *, by: Actor, at: datetime) -> Question:
    """Nobody but the host sees it any more, and it leaves the stage."""
    current = _locked(question)
    if current.hidden_at is None:
        current.hidden_at, current.live_at = at, None
        _saved(current)
        record("question.hidden", current, by=by, at=at)
    return current


@transaction.atomic
def put_back(question: Question, *, by: Actor, at: datetime) -> Question:
    """Among the new ones, as it came, whatever was done with it; its written answer stays."""
    current = _locked(question)
    if current.hidden_at is not None:
        record("question.shown", current, by=by, at=at)
    for name in DATES:
        setattr(current, name, None)
    return _saved(current)


def _locked(question: Question) -> Question:
    """Two at the host's desk wait for each other: the meeting's row is the lock for its stage."""
    Meeting.objects.select_for_update(no_key=True).only("pk").get(pk=question.meeting_id)
    return Question.objects.select_related("meeting").get(pk=question.pk)


def _saved(question: Question) -> Question:
    question.save(update_fields=DATES)
    return question

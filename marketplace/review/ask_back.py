"""Staff asks the submitter one question before it decides, and the submitter answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.review.change import take_answer
from marketplace.review.decisions import NothingAsked, locked, undecided
from marketplace.review.kinds import review_of
from marketplace.review.models import M
from marketplace.review.submit import begin_to_wait, see_to


@transaction.atomic
def ask_back(row: M, *, version: int, question: str, by: Actor, at: datetime) -> M:
    """Send the question, once; until it is answered nobody decides on the entry. What was public stays so.

    Refuses with ``OutdatedVersion``, ``StillAsked`` or ``AlreadyDecided``.
    """
    review = review_of(row)
    row = undecided(row, version=version)
    row.asked_at, row.question, row.answer = at, question, ""
    row.save(update_fields=["asked_at", "question", "answer"])
    record(f"{review.kind}.asked", row, by=by, at=at, version=version, question=question)
    review.letters.question.queue(row, to=review.submitter(row), version=version)
    return row


@transaction.atomic
def answer(row: M, text: str, *, by: Actor, at: datetime) -> M:
    """The entry waits again, unchanged, with what its submitter says: to a question, or against a refusal.

    Staff answers for those who phone. Refuses with ``NothingAsked``.
    """
    row = locked(row)
    if not (row.is_asked or row.state == "rejected"):
        raise NothingAsked(row)
    take_answer(row, text)
    row.version += 1
    begin_to_wait(row, at=at)
    record(f"{review_of(row).kind}.replied", row, by=by, at=at, version=row.version, answer=text)
    return see_to(row, by=by, at=at)

"""Staff does not let the public see an entry, or its changed text, and says why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import settle_pictures
from marketplace.review.decisions import undecided
from marketplace.review.kinds import review_of
from marketplace.review.models import M
from marketplace.review.pictures import names_of


@transaction.atomic
def reject(row: M, *, version: int, reason: str, by: Actor, at: datetime) -> M:
    """Turn the text of this version down, once; what was public before stays so. ``reason`` goes to the submitter.

    What a new one may not keep, such as its picture, is emptied: the region keeps none that it does not want to show.
    Refuses with ``OutdatedVersion``, ``StillAsked`` or ``AlreadyDecided``.
    """
    review = review_of(row)
    row = undecided(row, version=version)
    is_new, before = row.approved_at is None, names_of(row)
    if is_new:
        row.rejected_at = at
        for name, value in review.emptied.items():
            setattr(row, name, value)
    row.pending, row.reject_reason, row.question, row.answer = None, reason, "", ""
    row.save()
    settle_pictures(before - names_of(row))
    record(f"{review.kind}.rejected", row, by=by, at=at, version=version, reason=reason)
    if review.rejected:
        review.rejected(row, is_new=is_new, by=by, at=at)
    elif review.letters.rejected:
        review.letters.rejected.queue(row, to=review.submitter(row), version=version)
    return row

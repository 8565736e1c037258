"""An entry is handed in: staff is told, at once or with the next bundle, or nobody where the submitter is trusted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kreislauf.audit.actor import Actor
from marketplace.review.approve import approve
from marketplace.review.kinds import review_of
from marketplace.review.models import M, Reviewed
from marketplace.review.tell import tell
from marketplace.review.trust import is_trusted


@transaction.atomic
def submit(row: M, *, by: Actor, at: datetime, is_proven: bool = False) -> M:
    """A new entry, saved by its slice, waits from now on. ``by`` has handed it in.

    ``is_proven`` says that the submitter was seen to be who they say (signed in, or the address confirmed): whoever
    is trusted then is not read first.
    """
    begin_to_wait(row, at=at)
    return see_to(row, by=by, at=at, is_proven=is_proven)


def begin_to_wait(row: Reviewed, *, at: datetime) -> None:
    """Save the row as handed in now, with nobody told yet and no question open."""
    row.submitted_at, row.asked_at = at, None
    row.told_at = row.deputies_told_at = row.delay_told_at = None
    row.save()


def see_to(row: M, *, by: Actor, at: datetime, is_proven: bool = False) -> M:
    """What follows from a row that waits, in the transaction that made it wait."""
    review = review_of(row)
    if not row.is_waiting:
        return row
    if is_proven and is_trusted(review, row):
        return approve(row, version=row.version, by=_("%(who)s, ohne Prüfung") % {"who": by}, at=at)
    tell(review, row, at=at)
    return row

"""What was refused is not kept for ever: its submitter has had time to answer (slices that say so)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kreislauf.audit.record import SYSTEM, record
from kreislauf.pictures.settle import settle_pictures
from marketplace.review.kinds import Review, reviews
from marketplace.review.models import Reviewed
from marketplace.review.pictures import names_of

AT_ONCE = 500


def refused_long_ago(review: Review[Any], at: datetime) -> QuerySet[Reviewed] | None:
    """None for kinds that keep what was refused."""
    if review.refused_kept is None:
        return None
    rows = review.model._default_manager.filter(approved_at__isnull=True)
    found: QuerySet[Reviewed] = rows.filter(rejected_at__lt=at - review.refused_kept)
    return found


def forget_refused(*, at: datetime) -> None:
    """Delete new entries whose refusal is older than their kind keeps them, with their pictures. Repeatable."""
    for review in reviews():
        rows = refused_long_ago(review, at)
        for row in list(rows[:AT_ONCE]) if rows is not None else ():
            _forget(review, row, at=at)


@transaction.atomic
def _forget(review: Review[Any], row: Reviewed, *, at: datetime) -> None:
    pictures = names_of(row)
    record(f"{review.kind}.forgotten", row, by=SYSTEM, at=at)
    row.delete()
    settle_pictures(pictures)

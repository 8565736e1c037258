"""Staff lets the public see an entry, or its changed text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import settle_pictures
from marketplace.review.decisions import only, undecided
from marketplace.review.kinds import review_of
from marketplace.review.models import M
from marketplace.review.pictures import names_of


@transaction.atomic
def approve(row: M, *, version: int, by: Actor, at: datetime, corrections: Mapping[str, Any] | None = None) -> M:
    """Publish the text of this version, once, and tell its submitter.

    ``corrections`` are texts that staff changed on the way: they go public in place of the submitter's, who is told of
    each. Refuses with ``OutdatedVersion``, ``StillAsked`` or ``AlreadyDecided``.
    """
    review = review_of(row)
    row = undecided(row, version=version)
    only(corrections or {}, allowed=row.TEXTS)
    is_new, before = row.approved_at is None, names_of(row)
    handed_in = row.proposed().texts()
    corrected = {name: value for name, value in (corrections or {}).items() if handed_in[name] != value}
    for name, value in (handed_in | corrected).items():
        setattr(row, name, value)
    row.pending, row.approved_at, row.reject_reason, row.question, row.answer = None, at, "", "", ""
    row.corrected = {"version": version, "before": {name: handed_in[name] for name in corrected}} if corrected else None
    review.approving(row, at)
    row.save()
    settle_pictures(before | names_of(row))
    detail = {"corrected": sorted(corrected)} if corrected else {}
    record(f"{review.kind}.approved", row, by=by, at=at, version=version, **detail)
    if review.approved:
        review.approved(row, is_new=is_new, by=by, at=at)
    elif review.letters.approved:
        review.letters.approved.queue(row, to=review.submitter(row), version=version)
    return row

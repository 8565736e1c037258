"""The submitter, or staff for them, hands in another text."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import settle_pictures
from marketplace.review.decisions import locked, only
from marketplace.review.kinds import review_of
from marketplace.review.models import M, Reviewed
from marketplace.review.pictures import names_of
from marketplace.review.submit import begin_to_wait, see_to


class Ended(Exception):
    """What is closed is no longer changed."""


@transaction.atomic
def change(
    row: M, texts: Mapping[str, Any], *, by: Actor, at: datetime, answer: str = "", is_proven: bool = False
) -> M:
    """Hand in a changed text. The public keeps seeing the approved one until staff decides on this version.

    Nothing happens where nothing differs and nothing is answered, unless the text was turned down: then it is handed in
    anew. ``is_proven`` as of ``submit``. Refuses with ``Ended``.
    """
    row = changeable(row, texts, allowed=row.TEXTS)
    shown = row.proposed()
    is_same = all(getattr(shown, name) == value for name, value in texts.items())
    if is_same and row.rejected_at is None and not (row.is_asked and answer):
        return row
    before = names_of(row)
    _take_texts(row, texts)
    take_answer(row, answer)
    row.version += 1
    begin_to_wait(row, at=at)
    settle_pictures(before | names_of(row))
    detail = {"answer": answer} if answer else {}
    record(f"{review_of(row).kind}.changed", row, by=by, at=at, version=row.version, fields=sorted(texts), **detail)
    return see_to(row, by=by, at=at, is_proven=is_proven)


def changeable(row: M, values: Mapping[str, Any], *, allowed: Collection[str]) -> M:
    """The row, locked. Refuses with ``Ended``, and a field that is not allowed with a TypeError."""
    only(values, allowed=allowed)
    current = locked(row)
    if current.is_ended:
        raise Ended
    return current


def take_answer(row: Reviewed, text: str) -> None:
    """What staff wrote last, a question or a reason, stays beside the answer until the decision."""
    if not row.is_asked:
        row.question = row.reject_reason
    row.answer, row.rejected_at, row.reject_reason = text, None, ""


def _take_texts(row: Reviewed, texts: Mapping[str, Any]) -> None:
    if row.approved_at is None:
        for name, value in texts.items():
            setattr(row, name, value)
    else:
        waiting = (row.pending or {}) | dict(texts)
        row.pending = {name: value for name, value in waiting.items() if getattr(row, name) != value} or None

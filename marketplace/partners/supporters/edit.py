"""Staff looks after the supporters, and after the people who speak for the region's cause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record_unseen
from kreislauf.pictures.settle import names_of, settle_pictures
from kreislauf.web.page_cache import void_pages
from marketplace.partners.models import Ambassador, Supporter

Row = Supporter | Ambassador


@transaction.atomic
def add(model: type[Row], facts: Mapping[str, Any], *, shown: bool, by: Actor, at: datetime) -> Row:
    """Put it at the end of its list."""
    last = model.objects.aggregate(last=Max("position"))["last"] or 0
    row = model.objects.create(**facts, position=last + 1, shown_at=at if shown else None)
    settle_pictures(names_of(row))
    record_unseen("supporter.added" if isinstance(row, Supporter) else "ambassador.added", row, by=by, at=at)
    _void_pages(if_seen=shown)
    return row


@transaction.atomic
def change(row: Row, facts: Mapping[str, Any], *, shown: bool, by: Actor, at: datetime) -> Row:
    """With the tick that shows it to everybody or to nobody."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    was_shown, before = row.shown_to_visitors, names_of(row)
    for name, value in facts.items():
        setattr(row, name, value)
    row.shown_at = (row.shown_at or at) if shown else None
    row.save()
    settle_pictures(before | names_of(row))
    record_unseen("supporter.changed" if isinstance(row, Supporter) else "ambassador.changed", row, by=by, at=at)
    _void_pages(if_seen=was_shown or shown)
    return row


@transaction.atomic
def remove(row: Row, *, by: Actor, at: datetime) -> None:
    """With its pictures; a supporter's ambassadors go along."""
    names = names_of(row)
    if isinstance(row, Supporter):
        for one in row.ambassadors.all():
            names |= names_of(one)
    record_unseen("supporter.removed" if isinstance(row, Supporter) else "ambassador.removed", row, by=by, at=at)
    _void_pages(if_seen=row.shown_to_visitors)
    row.delete()
    settle_pictures(names)


def _void_pages(*, if_seen: bool) -> None:
    """``if_seen``: before or after, so that no page keeps what was taken off it."""
    if if_seen:
        void_pages()

"""Rows that staff puts into an order by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record


@transaction.atomic
def move(action: str, rows: QuerySet[Any], row: Any, *, up: bool, by: Actor, at: datetime) -> None:
    """Change places with the neighbour above or below among ``rows``; nothing happens at the ends."""
    order = list(rows.select_for_update())
    if row not in order:
        return
    here = order.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        if one.position != position:
            type(one).objects.filter(pk=one.pk).update(position=position)
    record(action, row, by=by, at=at, position=there + 1)

"""Staff hides a meeting from everybody, at once, and may show it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.meetings.models import Meeting
from marketplace.meetings.shared.card import share
from marketplace.review.decisions import locked


@transaction.atomic
def hide(meeting: Meeting, *, reason: str, by: Actor, at: datetime) -> Meeting:
    """Its picture is private from then on, too. Hidden again, nothing happens."""
    current = locked(meeting)
    if current.hidden_at is None:
        current.hidden_at = at
        current.save(update_fields=["hidden_at"])
        settle_pictures(names_of(current))
        record("meeting.hidden", current, by=by, at=at, reason=reason)
        share(current)
    return current


@transaction.atomic
def show(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    current = locked(meeting)
    if current.hidden_at is not None:
        current.hidden_at, current.changed_at = None, at  # calendars have struck it out meanwhile
        current.save(update_fields=["hidden_at", "changed_at"])
        settle_pictures(names_of(current))
        record("meeting.shown", current, by=by, at=at)
        share(current)
    return current

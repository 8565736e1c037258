"""A meeting does not take place."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.soon import soon
from marketplace.meetings.models import Meeting
from marketplace.meetings.rearrange import IsOver
from marketplace.meetings.shared.card import share
from marketplace.review.decisions import locked


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: Actor, at: datetime) -> Meeting:
    """It stays on its page and in calendars, as cancelled; ``reason`` stands there, and everybody who has a seat hears.

    One that nobody has seen yet is withdrawn instead. Repeatable. Refuses with ``IsOver``.
    """
    current = locked(meeting)
    if current.is_cancelled or current.closed_at is not None:
        return current
    if current.is_over(at):
        raise IsOver
    if current.approved_at is None:
        current.closed_at = at
        current.save(update_fields=["closed_at"])
        record("meeting.withdrawn", current, by=by, at=at)
        return current
    current.cancelled_at, current.cancel_reason, current.changed_at = at, reason, at
    current.sequence += 1
    current.save(update_fields=["cancelled_at", "cancel_reason", "changed_at", "sequence"])
    record("meeting.cancelled", current, by=by, at=at, reason=reason)
    share(current)
    soon("marketplace.meetings.tasks.notify_registered", pk=current.pk)
    return current

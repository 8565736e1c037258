"""Somebody does not come after all: the seat goes to the next one at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record_unseen
from marketplace.meetings.models import Registration
from marketplace.meetings.seats import letters
from marketplace.meetings.seats.capacity import locked
from marketplace.meetings.seats.offer import pass_on


class TooLateToCancel(Exception):
    """The meeting is over."""


@transaction.atomic
def cancel(registration: Registration, *, by: Actor, at: datetime) -> Registration:
    """Any time before the end; cancelled again, nothing happens. Refuses with ``TooLateToCancel``."""
    meeting = locked(registration.meeting_id)
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if not current.is_live:
        return current
    if at >= meeting.ends_at:
        raise TooLateToCancel
    held_a_seat = current.is_seated or current.is_offered
    current.cancelled_at = at
    current.save(update_fields=["cancelled_at"])
    record_unseen("registration.cancelled", current, by=by, at=at)
    letters.queue(letters.unregistered, current)
    if held_a_seat:
        pass_on(meeting, at=at)
    return current

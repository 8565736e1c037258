"""The click in the first letter: a seat if there is one, else a place on the waiting list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record_unseen
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats import letters
from marketplace.meetings.seats.capacity import in_line, locked, members_only, take_seat
from marketplace.meetings.seats.links import VALID


class TooLate(Exception):
    """Not confirmed within 48 hours, or the meeting is over or cancelled."""


@transaction.atomic
def confirm(registration: Registration, *, at: datetime) -> Registration:
    """Once; confirmed again, nothing happens. Refuses with ``TooLate``."""
    meeting = locked(registration.meeting_id)
    current = Registration.objects.select_for_update().filter(pk=registration.pk).first()
    if current is None:
        raise TooLate
    if not current.is_unconfirmed:
        return current
    if at > current.asked_at + VALID or meeting.cancelled_at is not None or at >= meeting.ends_at:
        raise TooLate
    return seat_or_wait(meeting, current, by="guest", at=at)


def seat_or_wait(meeting: Meeting, registration: Registration, *, by: Actor, at: datetime) -> Registration:
    """Nobody passes those who wait already. The meeting must be ``locked``."""
    if _may_sit(meeting, registration, at=at) and take_seat(meeting):
        registration.confirmed_at = at
        letter = letters.seat
        action = "registration.confirmed"
    else:
        registration.waitlisted_at = at
        letter = letters.waiting
        action = "registration.waiting"
    registration.mailed_sequence = meeting.sequence  # the letter says when and where
    registration.save(update_fields=["confirmed_at", "waitlisted_at", "mailed_sequence"])
    record_unseen(action, registration, by=by, at=at)
    letters.queue(letter, registration)
    return registration


def _may_sit(meeting: Meeting, registration: Registration, *, at: datetime) -> bool:
    if members_only(meeting, at=at) and not registration.is_member:
        return False
    return not in_line(meeting, at=at).exists()

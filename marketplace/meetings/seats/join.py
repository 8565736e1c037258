"""Somebody enters the room of a meeting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.record import record_unseen
from marketplace.meetings.models import RecordingPolicy, Registration
from marketplace.meetings.rooms.kinds import entrance
from marketplace.meetings.seats.register import NeedsConsent, consent


class Closed(Exception):
    """The room opens a quarter of an hour before the beginning and closes with the end; only who has a seat enters."""


def may_enter(registration: Registration, *, at: datetime) -> bool:
    return registration.is_seated and registration.meeting.is_running(at)


def join(registration: Registration, *, agrees: bool, at: datetime) -> str:
    """The room's address for this one person, and note that they came.

    Refuses with ``Closed``, with ``NeedsConsent`` where it is recorded, and with ``rooms.kinds.NoEntrance`` and
    ``RoomAway``.
    """
    meeting = registration.meeting
    if not may_enter(registration, at=at):
        raise Closed
    if meeting.recording_policy != RecordingPolicy.NONE and not agrees:
        raise NeedsConsent
    address = entrance(meeting, name=registration.name, who=f"gast-{registration.pk}")
    _note(registration, agrees=agrees, at=at)
    return address


@transaction.atomic
def _note(registration: Registration, *, agrees: bool, at: datetime) -> None:
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if agrees and registration.meeting.recording_policy != RecordingPolicy.NONE:
        current.consents = {**current.consents, **consent(registration.meeting, at=at, where="door")}
    if current.joined_at is None:
        current.joined_at = at
        record_unseen("registration.joined", current, by="guest", at=at)
    current.save(update_fields=["consents", "joined_at"])

"""The host registers somebody who called: nothing to confirm, so they have a seat at once, or wait for one."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.mail.address import as_stored
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats.capacity import locked
from marketplace.meetings.seats.confirm import seat_or_wait
from marketplace.meetings.seats.members import is_member
from marketplace.meetings.seats.register import Guest, NeedsConsent, consent


class AlreadyRegistered(Exception):
    """Somebody with this address is registered."""


class Over(Exception):
    """The meeting is over or cancelled."""


def register_by_phone(meeting: Meeting, guest: Guest, *, phone: str, key: str, by: Actor, at: datetime) -> Registration:
    """Also while the registration is closed to others. ``key`` names the form: sent twice, it makes one.

    Without an address nobody gets letters. Refuses with ``AlreadyRegistered``, ``NeedsConsent`` and ``Over``.
    """
    if meeting.recording_policy != "none" and not guest.agrees:
        raise NeedsConsent
    try:
        return _registered(meeting, guest, phone=phone, key=key, by=by, at=at)
    except IntegrityError:
        sent = Registration.objects.filter(key=key).first()
        if sent is None:
            raise AlreadyRegistered from None
        return sent


@transaction.atomic
def _registered(meeting: Meeting, guest: Guest, *, phone: str, key: str, by: Actor, at: datetime) -> Registration:
    current = locked(meeting.pk)
    if current.cancelled_at is not None or current.is_over(at):
        raise Over
    email = as_stored(guest.email) if guest.email else ""
    registration = Registration.objects.create(
        meeting=current,
        name=guest.name,
        email=email,
        phone=phone,
        organisation=guest.organisation,
        key=key,
        asked_at=at,
        consents=consent(current, at=at, where="phone") if guest.agrees else {},
        is_member=is_member(current, email),
    )
    return seat_or_wait(current, registration, by=by, at=at)

"""Somebody wants to come, without an account: they confirm their address, and then they have a seat or wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kreislauf.mail.address import as_stored
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.rooms.kinds import has_entrance
from marketplace.meetings.seats import letters
from marketplace.meetings.seats.members import is_member


class NotOpen(Exception):
    """Nobody can register: not yet, not any more, or the meeting is cancelled."""


class NeedsConsent(Exception):
    """It will be recorded, and whoever comes has to agree."""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """What somebody says of themselves. ``agrees`` is to the recording, and ``locale`` the language of the letters."""

    name: str
    email: str
    organisation: str = ""
    locale: str = "de"
    agrees: bool = False
    certificate_wanted: bool = False


@dataclass(frozen=True, kw_only=True)
class Via:
    """The region whose page somebody registered on, where it is not the meeting's own: its number and its name."""

    region: int
    name: str


def takes_registrations(meeting: Meeting) -> bool:
    """Whether people register at all: a room in the net opens for those only who did."""
    return meeting.registration == "needed" or has_entrance(meeting)


def is_open(meeting: Meeting, *, at: datetime) -> bool:
    """Whether somebody can register now. Needs the business."""
    if not meeting.is_public or meeting.cancelled_at is not None or not takes_registrations(meeting):
        return False
    if meeting.is_of_closed:
        return False
    opened = meeting.opens_at is None or meeting.opens_at <= at
    return opened and at < (meeting.closes_at or meeting.ends_at)


def register(meeting: Meeting, guest: Guest, *, key: str, at: datetime, via: Via | None = None) -> Registration:
    """Store who wants to come and ask them to confirm their address. ``key`` names the form: sent twice, it makes one.

    Somebody who is registered already gets a letter that says so, and the page says nothing of it. Refuses with
    ``NotOpen`` and ``NeedsConsent``.
    """
    if not is_open(meeting, at=at):
        raise NotOpen
    if meeting.recording_policy != "none" and not guest.agrees:
        raise NeedsConsent
    try:
        with transaction.atomic():
            registration = Registration.objects.create(**_row(meeting, guest, key=key, at=at), **_way(via))
            letters.queue(letters.confirmation, registration)
            return registration
    except IntegrityError:
        return _first(meeting, guest, key=key, at=at)


def _first(meeting: Meeting, guest: Guest, *, key: str, at: datetime) -> Registration:
    """The one that was there: of this form, or of this address, which is written to once more."""
    sent = Registration.objects.filter(key=key).first()
    if sent is not None:
        return sent
    with transaction.atomic():
        live = Registration.objects.live().select_for_update().filter(meeting=meeting)
        first = live.filter(email__iexact=as_stored(guest.email)).first()
        if first is None:  # cancelled between the two questions: the form can be sent once more
            raise NotOpen
        if first.is_unconfirmed:
            first.asked_at = at  # the new letter's link is good for two days from now
            first.save(update_fields=["asked_at"])
        letters.queue(letters.confirmation if first.is_unconfirmed else letters.already, first)
        return first


def _row(meeting: Meeting, guest: Guest, *, key: str, at: datetime) -> dict[str, Any]:
    email = as_stored(guest.email)
    return {
        "meeting": meeting,
        "name": guest.name,
        "email": email,
        "organisation": guest.organisation,
        "locale": guest.locale,
        "key": key,
        "asked_at": at,
        "consents": consent(meeting, at=at, where="registration") if guest.agrees else {},
        "certificate_wanted": guest.certificate_wanted,
        "is_member": is_member(meeting, email),
    }


def consent(meeting: Meeting, *, at: datetime, where: str) -> dict[str, Any]:
    """As it is stored: to which policy somebody agreed, and when."""
    return {where: {"policy": meeting.recording_policy, "at": at.isoformat()}}


def _way(via: Via | None) -> dict[str, Any]:
    return {"via_region": via.region, "via_name": via.name} if via else {}

"""A seat that becomes free is held for the next on the waiting list: for 24 hours, then for the one after."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from kreislauf.audit.record import SYSTEM, record_unseen
from kreislauf.each import each
from marketplace.meetings.models import Meeting, Registration, Registrations
from marketplace.meetings.models.registration import OFFERED
from marketplace.meetings.seats import letters
from marketplace.meetings.seats.capacity import give_back, in_line, locked, take_seat

HELD = timedelta(hours=24)
# Guests who only waited for the members are not asked once more: within this time after the date they have a seat.
AFTER_MEMBERS = timedelta(hours=24)


class OfferOver(Exception):
    """Nobody answered in time, and the seat went on."""


def pass_on(meeting: Meeting, *, at: datetime) -> None:
    """A seat has become free: the next one gets it, or it is free for everybody. The meeting must be ``locked``."""
    following = in_line(meeting, at=at).select_for_update().first() if at < meeting.starts_at else None
    if following is None:
        give_back(meeting)
    else:
        _give(meeting, following, at=at)


def to_fill(at: datetime) -> list[int]:
    """Meetings to come with people who wait and a seat that is free: seats were added, or the members' time is over."""
    free = Q(capacity__isnull=True) | Q(taken__lt=F("capacity"))
    for_guests = Q(members_first_until__isnull=True) | Q(members_first_until__lte=at)
    waiting = Registration.objects.in_line().filter(meeting=OuterRef("pk")).order_by()
    members = Exists(waiting.filter(is_member=True))
    meetings = Meeting.objects.takes_place().filter(free, starts_at__gt=at)
    return list(meetings.filter(for_guests & Exists(waiting) | members).values_list("pk", flat=True))


def fill(meeting_id: int, *, at: datetime) -> int:
    """Hand out what is free to those who wait, after seats were added or the members' time is over. How many."""
    given = 0
    while _fill_one(meeting_id, at=at):
        given += 1
    return given


@transaction.atomic
def _fill_one(meeting_id: int, *, at: datetime) -> bool:
    meeting = locked(meeting_id)
    if meeting.cancelled_at is not None or at >= meeting.starts_at:
        return False
    following = in_line(meeting, at=at).select_for_update().first()
    if following is None or not take_seat(meeting):
        return False
    _give(meeting, following, at=at)
    return True


def _give(meeting: Meeting, registration: Registration, *, at: datetime) -> None:
    if _waited_for_members(meeting, registration, at=at):
        registration.confirmed_at = at
        letter = letters.seat
        action = "registration.confirmed"
    else:
        registration.offered_at, registration.offer_ends_at = at, min(at + HELD, meeting.starts_at)
        letter = letters.offer
        action = "registration.offered"
    registration.mailed_sequence = meeting.sequence  # the letter says when and where
    registration.save(update_fields=["confirmed_at", "offered_at", "offer_ends_at", "mailed_sequence"])
    record_unseen(action, registration, by=SYSTEM, at=at)
    letters.queue(letter, registration)


def _waited_for_members(meeting: Meeting, registration: Registration, *, at: datetime) -> bool:
    date, since = meeting.members_first_until, registration.waitlisted_at
    return date is not None and since is not None and since < date <= at < date + AFTER_MEMBERS


@transaction.atomic
def accept(registration: Registration, *, at: datetime) -> Registration:
    """Take the seat that is held. Taken again, nothing happens. Refuses with ``OfferOver``."""
    meeting = locked(registration.meeting_id)
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if current.is_seated:
        return current
    held_until = current.offer_ends_at if current.is_offered else None
    if held_until is None or meeting.cancelled_at is not None or at >= held_until:
        raise OfferOver
    current.confirmed_at = at
    current.save(update_fields=["confirmed_at"])
    record_unseen("registration.confirmed", current, by="guest", at=at)
    letters.queue(letters.seat, current)
    return current


def lapse(*, at: datetime) -> int:
    """End the offers that nobody answered in time; each seat goes to the next one."""
    return each(_over(at).values_list("pk", flat=True), partial(_lapse, at=at))


def _over(at: datetime) -> Registrations:
    return Registration.objects.filter(OFFERED, offer_ends_at__lte=at).order_by("offer_ends_at", "pk")


@transaction.atomic
def _lapse(pk: int, *, at: datetime) -> int:
    meeting_id = Registration.objects.filter(pk=pk).values_list("meeting", flat=True).first()
    if meeting_id is None:
        return 0
    meeting = locked(meeting_id)
    # Locked and asked about once more: it may have been accepted at this moment.
    current = _over(at).select_for_update().filter(pk=pk).first()
    if current is None:
        return 0
    current.lapsed_at = at
    current.save(update_fields=["lapsed_at"])
    record_unseen("registration.lapsed", current, by=SYSTEM, at=at)
    letters.queue(letters.lapsed, current)
    pass_on(meeting, at=at)
    return 1

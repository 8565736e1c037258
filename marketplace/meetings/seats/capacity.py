"""Seats are counted in ``Meeting.taken``: those of people who come, and those that are held for an offer.

Whatever moves a seat first locks the meeting's row, so that all of them are done one after the other; and a seat is
taken in one statement that asks whether there is one, which the database's own check confirms.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from kreislauf.web.page_cache import void_pages
from marketplace.meetings.models import Meeting, Registration, Registrations
from marketplace.meetings.models.meeting import SCOPE


def locked(meeting_id: int) -> Meeting:
    """The meeting, for the rest of the transaction. New registrations refer to it all the same."""
    return Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting_id)


def take_seat(meeting: Meeting) -> bool:
    """Whether there was one. Kept pages say whether a meeting is full, and not how many come."""
    free = Q(capacity__isnull=True) | Q(taken__lt=F("capacity"))
    # One statement, so that two people cannot take the same seat.
    if not Meeting.objects.filter(free, pk=meeting.pk).update(taken=F("taken") + 1):
        return False
    meeting.taken += 1
    if meeting.is_full:
        void_pages(SCOPE)
    return True


def give_back(meeting: Meeting) -> None:
    was_full = meeting.is_full
    meeting.taken -= Meeting.objects.filter(pk=meeting.pk, taken__gt=0).update(taken=F("taken") - 1)
    if was_full and not meeting.is_full:
        void_pages(SCOPE)


def members_only(meeting: Meeting, *, at: datetime) -> bool:
    """Whether guests still wait for the members."""
    return meeting.members_first_until is not None and at < meeting.members_first_until


def in_line(meeting: Meeting, *, at: datetime) -> Registrations:
    """Those who get the next seats, in their order; before a date that is for members only them."""
    waiting = Registration.objects.in_line().filter(meeting=meeting)
    return waiting.filter(is_member=True) if members_only(meeting, at=at) else waiting

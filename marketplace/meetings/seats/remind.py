"""Letters at their time: the day before, half an hour before, and an hour after the end. Each once.

A row is marked in the transaction that queues its letter, so a worker that dies leaves it to the next minute.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q

from kreislauf.mail.kinds import Kind
from marketplace.meetings.models import Meeting, Meetings, Registration, Registrations
from marketplace.meetings.models.query import PUBLIC
from marketplace.meetings.seats import letters

DAY, SOON, AFTER = timedelta(hours=24), timedelta(minutes=30), timedelta(hours=1)
THANKED_FOR = timedelta(days=2)  # a worker that stood still for longer thanks nobody
AT_ONCE = 100  # letters in one transaction


class _Occasion(NamedTuple):
    """``due`` are the meetings, ``for_whom`` those among the registrations who need the letter."""

    column: str
    letter: Kind[Registration]
    due: Q
    for_whom: Q


def send_due_letters(*, at: datetime) -> int:
    """How many were queued. Repeatable."""
    sent = 0
    for occasion in _occasions(at):
        while number := _send_some(occasion, at):
            sent += number
    return sent


def meetings_with_letters(at: datetime) -> Meetings:
    """Those around which something may be due: for the sweep of all regions, which asks one table."""
    near = Q(starts_at__gt=at, starts_at__lte=at + DAY) | Q(ends_at__lte=at - AFTER, ends_at__gt=at - THANKED_FOR)
    return _taking_place().filter(near)


def _occasions(at: datetime) -> tuple[_Occasion, ...]:
    """Whoever registered after a reminder's time knows the hour: the letter about their seat says it."""
    day_before = Q(starts_at__gt=at + SOON, starts_at__lte=at + DAY)
    soon = Q(starts_at__gt=at, starts_at__lte=at + SOON)
    over = Q(ends_at__lte=at - AFTER, ends_at__gt=at - THANKED_FOR)
    return (
        _Occasion("reminded_day_at", letters.reminder_day, day_before, _registered_before(DAY)),
        _Occasion("reminded_soon_at", letters.reminder_soon, soon, _registered_before(SOON)),
        _Occasion("thanked_at", letters.thanks, over, Q()),
    )


def _registered_before(time: timedelta) -> Q:
    return Q(confirmed_at__lt=F("meeting__starts_at") - time)


def _taking_place() -> Meetings:
    return Meeting.objects.filter(PUBLIC, cancelled_at__isnull=True)


def _to_write(occasion: _Occasion) -> Registrations:
    meetings = _taking_place().filter(occasion.due)
    unmarked = {f"{occasion.column}__isnull": True}
    return Registration.objects.seated().filter(occasion.for_whom, meeting__in=meetings, **unmarked)


@transaction.atomic
def _send_some(occasion: _Occasion, at: datetime) -> int:
    # Skipped while another worker has them: that one writes.
    rows = _to_write(occasion).select_for_update(of=("self",), skip_locked=True).order_by("pk")
    some = list(rows[:AT_ONCE])
    for one in some:
        letters.queue(occasion.letter, one)
    Registration.objects.filter(pk__in=[one.pk for one in some]).update(**{occasion.column: at})
    return len(some)

"""Who has a seat, or waits for one, hears that a meeting was moved or cancelled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from marketplace.meetings import emails
from marketplace.meetings.models import Meeting, Meetings, Registration, Registrations
from marketplace.meetings.models.registration import UNCONFIRMED
from marketplace.meetings.seats import letters

AT_ONCE = 100  # letters in one transaction


def to_notify(at: datetime) -> Registrations:
    """Those whose last letter names another time, place or state than the meeting now has; past ones aside."""
    confirmed = Registration.objects.live().exclude(UNCONFIRMED).filter(meeting__ends_at__gt=at)
    changed = Q(meeting__moved_at__isnull=False) | Q(meeting__cancelled_at__isnull=False)
    return confirmed.filter(changed, mailed_sequence__lt=F("meeting__sequence"), meeting__hidden_at__isnull=True)


def changed_meetings(at: datetime) -> Meetings:
    """Those whose people may have to hear of it: for the sweep of all regions, which asks one table."""
    changed = Q(moved_at__isnull=False) | Q(cancelled_at__isnull=False)
    return Meeting.objects.filter(changed, ends_at__gt=at, hidden_at__isnull=True)


def notify_registered(*, at: datetime, meeting: int | None = None) -> int:
    """Each once for what stands now: the row is marked in the transaction that queues its letter. Repeatable."""
    notified = 0
    while number := _notify_some(at, meeting):
        notified += number
    return notified


@transaction.atomic
def _notify_some(at: datetime, meeting: int | None) -> int:
    rows = to_notify(at).filter(meeting=meeting) if meeting else to_notify(at)
    some = list(rows.select_for_update(of=("self",)).select_related("meeting").order_by("pk")[:AT_ONCE])
    for one in some:
        Registration.objects.filter(pk=one.pk).update(mailed_sequence=one.meeting.sequence)
        if one.meeting.is_cancelled:
            letters.queue(emails.cancelled, one)
        else:
            letters.queue(emails.moved, one, sequence=one.meeting.sequence)
    return len(some)

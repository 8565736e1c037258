"""A meeting that needs a number of people: whether enough have registered is looked at once, at its date."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from kreislauf.audit.record import SYSTEM, record_unseen
from kreislauf.each import each
from marketplace.meetings.cancel import cancel
from marketplace.meetings.models import Meeting, Meetings, Registration
from marketplace.meetings.models.query import PUBLIC


def to_decide(at: datetime) -> Meetings:
    """Those whose date has come and who were not looked at yet."""
    undecided = Meeting.objects.filter(PUBLIC, cancelled_at__isnull=True, decided_at__isnull=True)
    return undecided.filter(minimum__isnull=False, decide_by__lte=at, starts_at__gt=at)


def decide(*, at: datetime) -> int:
    """Cancel those with too few, and note of the others that they take place. How many were cancelled. Repeatable."""
    return each(to_decide(at).values_list("pk", flat=True), partial(_decide, at=at))


@transaction.atomic
def _decide(pk: int, *, at: datetime) -> int:
    meeting = to_decide(at).select_for_update(of=("self",)).filter(pk=pk).first()
    if meeting is None or meeting.minimum is None:
        return 0
    coming = Registration.objects.seated().filter(meeting=meeting).count()
    Meeting.objects.filter(pk=pk).update(decided_at=at)
    if coming >= meeting.minimum:
        record_unseen("meeting.takes_place", meeting, by=SYSTEM, at=at, coming=coming)
        return 0
    cancel(meeting, reason=_too_few(meeting.minimum), by=SYSTEM, at=at)
    return 1


def _too_few(minimum: int) -> str:
    return _("Es haben sich weniger als %(n)s Personen angemeldet.") % {"n": minimum}

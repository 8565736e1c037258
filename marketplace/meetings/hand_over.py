"""A partner leaves the region: who looks after its meetings then."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.meetings.cancel import cancel
from marketplace.meetings.models import Meeting
from marketplace.meetings.shared.card import share
from marketplace.partners.models import Body


def hand_over(body: Body, heir: Body | None, by: Actor, at: datetime) -> int:
    """All go to the heir; without one, those to come are cancelled. Returns how many, in the caller's transaction."""
    rows = Meeting.objects.filter(body=body, closed_at__isnull=True)
    if heir is None:
        rows = rows.filter(ends_at__gt=at, cancelled_at__isnull=True)
    number = 0
    for meeting in rows:
        if heir is None:
            cancel(meeting, reason=_("Der Veranstalter ist hier nicht mehr Partner."), by=by, at=at)
        else:
            meeting.body, meeting.changed_at = heir, at
            meeting.save(update_fields=["body", "changed_at"])
            record("meeting.handed_over", meeting, by=by, at=at)
            share(meeting)
        number += 1
    return number

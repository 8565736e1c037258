"""Who registered is forgotten: 30 days after a meeting, after a year where a certificate is wanted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from marketplace.meetings.models import Meeting, Meetings, Registration
from marketplace.meetings.models.registration import UNCONFIRMED
from marketplace.meetings.seats.links import VALID

KEPT, KEPT_FOR_CERTIFICATE = timedelta(days=30), timedelta(days=365)
# Longer ago than this no meeting has a registration left, so that the sweep of all regions asks for no older ones.
SWEPT_FOR = KEPT_FOR_CERTIFICATE + timedelta(days=30)


def forget(*, at: datetime) -> int:
    """Delete them, with what they asked as far as it names them. How many. Repeatable."""
    unconfirmed = Registration.objects.filter(UNCONFIRMED, asked_at__lt=at - VALID)
    # Of those who were there only, for nobody else gets a certificate.
    keeps = Q(certificate_wanted=True, joined_at__isnull=False, cancelled_at__isnull=True)
    old = Registration.objects.filter(meeting__ends_at__lt=at - KEPT).exclude(keeps)
    very_old = Registration.objects.filter(meeting__ends_at__lt=at - KEPT_FOR_CERTIFICATE)
    return sum(rows.delete()[1].get("meetings.Registration", 0) for rows in (unconfirmed, old, very_old))


def meetings_to_forget(at: datetime) -> Meetings:
    """Those whose people may be due."""
    return Meeting.objects.filter(ends_at__lt=at - KEPT, ends_at__gt=at - SWEPT_FOR)

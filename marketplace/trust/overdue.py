"""What the platform's people see as the second line: notices and appeals that a region has not decided on in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Overdue
from marketplace.trust.models import Appeal, Notice

IN_TIME = timedelta(days=7)


def late_notices(at: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(decision__isnull=True, is_own=False, received_at__lte=at - IN_TIME)


def own_notices(at: datetime) -> QuerySet[Notice]:
    """About what staff itself wrote: the platform looks from the first day."""
    return Notice.objects.filter(decision__isnull=True, is_own=True)


def appeals(at: datetime) -> QuerySet[Appeal]:
    """Late, or the region asks."""
    return Appeal.objects.filter(ruled_at__isnull=True).filter(Q(escalated_at__isnull=False) | Q(at__lte=at - IN_TIME))


OVERDUE = {
    "notices": Overdue(_("Meldungen, seit sieben Tagen nicht entschieden"), late_notices, "received_at"),
    "own_notices": Overdue(_("Meldungen zu Einträgen der Verwaltung selbst"), own_notices, "received_at"),
    "appeals": Overdue(_("Beschwerden, um die sich die Plattform kümmern soll"), appeals, "at"),
}

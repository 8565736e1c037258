"""How many come to a meeting, and from where."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.models.registration import IN_LINE, OFFERED, SEATED, UNCONFIRMED

LEAST = 5  # a neighbour learns no smaller number, so that nobody is recognised


def numbers(meeting: Meeting) -> dict[str, int]:
    """For its host. One query."""
    counted: dict[str, Any] = Registration.objects.filter(meeting=meeting).aggregate(
        seated=Count("pk", filter=SEATED),
        waiting=Count("pk", filter=IN_LINE),
        offered=Count("pk", filter=OFFERED),
        unconfirmed=Count("pk", filter=UNCONFIRMED),
        came=Count("pk", filter=Q(joined_at__isnull=False)),
        content=Count("pk", filter=Q(worth_it=True)),
        discontent=Count("pk", filter=Q(worth_it=False)),
    )
    return counted


def coming_through(meeting_id: int, region: int) -> int | None:
    """How many registered on the page of the neighbour with that number; None where it is fewer than five."""
    number = Registration.objects.seated().filter(meeting=meeting_id, via_region=region).count()
    return number if number >= LEAST else None

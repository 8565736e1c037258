"""How many come to a meeting."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.models.registration import IN_LINE, OFFERED, SEATED, UNCONFIRMED


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

"""What a host says of a meeting beside its words: it changes at once, nobody approves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

WHEN = ("starts_at", "ends_at")
WHERE = ("kind", "place_name", "street", "postcode", "town", "latitude", "longitude")
ROOM = ("room_kind", "room_url", "dial_in", "dial_in_pin")
DAYS = ("opens_at", "closes_at", "members_first_until", "decide_by", "questions_open_at")
RULES = (*DAYS, "registration", "capacity", "minimum", "recording_policy", "certificate", "audience", "language")
FACTS = (*WHEN, *WHERE, *ROOM, *RULES)


def shifted(facts: Mapping[str, Any], *, by: timedelta) -> dict[str, Any]:
    """The same facts for another meeting of the series, so much later on the clock.

    Clocks count, not hours: what begins at ten does so in winter and in summer.
    """
    later = dict(facts)
    for name in (*WHEN, *DAYS):
        if later.get(name) is not None:
            later[name] = timezone.make_aware(timezone.make_naive(later[name]) + by)
    return later


def clock_between(first: datetime, second: datetime) -> timedelta:
    """How much later ``second`` is by the clock on the wall."""
    return timezone.make_naive(second) - timezone.make_naive(first)

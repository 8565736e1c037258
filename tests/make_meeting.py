"""A meeting as a row, and the form that would make it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.uid import new_uid

_numbers = count(1)


def make_meeting(**fields: Any) -> Meeting:
    """Public, online, in three days, for ninety minutes; the region's own."""
    now = timezone.now()
    starts_at: datetime = fields.pop("starts_at", now.replace(minute=0, second=0, microsecond=0) + timedelta(days=3))
    values: dict[str, Any] = {
        "title": "Kurzarbeitergeld: Fragen an die Agentur",
        "lead": "Für alle Betriebe, die Aufträge verlieren.",
        "text_md": "Wir erklären den **Antrag**.",
        "text_html": "<p>Wir erklären den <strong>Antrag</strong>.</p>",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90),
        "key": f"termin-{next(_numbers)}",
        "uid": new_uid(),
        "written_at": now,
        "changed_at": now,
        "submitted_at": now,
        "approved_at": now,
        "released_at": now,
    }
    return Meeting.objects.create(**(values | fields))


def make_registration(meeting: Meeting, **fields: Any) -> Registration:
    """Somebody who has a seat."""
    now, number = timezone.now(), next(_numbers)
    values: dict[str, Any] = {
        "name": "Jan Petersen",
        "email": f"gast{number}@example.org",
        "key": f"anmeldung-{number}",
        "asked_at": now,
        "confirmed_at": now,
    }
    return Registration.objects.create(meeting=meeting, **(values | fields))


def meeting_form(**fields: Any) -> dict[str, Any]:
    """What a browser sends; a form without a key of ours is a new one each time."""
    return {
        "title": "Kurzarbeitergeld: Fragen an die Agentur",
        "lead": "Für alle Betriebe, die Aufträge verlieren.",
        "text_md": "Wir erklären den **Antrag**.",
        "day": (timezone.localdate() + timedelta(days=3)).isoformat(),
        "begins": "18:00",
        "ends": "19:30",
        "kind": "online",
        "room_kind": "url",
        "room_url": "https://raum.example.com/geheim",
        "registration": "needed",
        "capacity": "50",
        "recording_policy": "none",
    } | fields

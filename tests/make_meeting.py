"""A meeting as a row, somebody who comes to it, and the forms that would make them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.uid import new_uid
from tests.make_listing import old_stamp

_numbers = count(1)


def make_meeting(**fields: Any) -> Meeting:
    """Public, online behind a link, in three days, for ninety minutes; the region's own, and with registration."""
    now = timezone.now()
    starts_at: datetime = fields.pop("starts_at", now.replace(minute=0, second=0, microsecond=0) + timedelta(days=3))
    values: dict[str, Any] = {
        "title": "Kurzarbeitergeld: Fragen an die Agentur",
        "lead": "Für alle Betriebe, die Aufträge verlieren.",
        "text_md": "Wir erklären den **Antrag**.",
        "text_html": "<p>Wir erklären den <strong>Antrag</strong>.</p>",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90),
        "room_kind": "url",
        "room_url": "https://raum.example/geheim",
        "registration": "needed",
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
    """With a seat, which is counted: ``confirmed_at=None`` is for one who has not confirmed the address."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "name": "Ilse Petersen",
        "email": f"ilse{number}@example.org",
        "key": f"anmeldung-{number}",
        "asked_at": timezone.now(),
        "confirmed_at": timezone.now(),
    }
    registration = Registration.objects.create(meeting=meeting, **(values | fields))
    if registration.is_seated or registration.is_offered:
        meeting.taken += 1
        meeting.save(update_fields=["taken"])
    return registration


def registration_form(**fields: Any) -> dict[str, Any]:
    """What a browser sends."""
    return {"name": "Ilse Petersen", "email": "ilse@example.org", "organisation": "", "stamp": old_stamp()} | fields


def meeting_form(**fields: Any) -> dict[str, Any]:
    """What a host's browser sends; a form without a key of ours is a new one each time."""
    return {
        "title": "Kurzarbeitergeld: Fragen an die Agentur",
        "lead": "Eine Stunde, zwei Fachleute, Ihre Fragen.",
        "text_md": "Wir erklären den **Antrag**.",
        "day": (timezone.localdate() + timedelta(days=7)).isoformat(),
        "begins": "18:00",
        "ends": "19:30",
        "kind": "online",
        "room_kind": "url",
        "room_url": "https://raum.example.com/geheim",
        "registration": "needed",
        "capacity": "50",
        "recording_policy": "none",
    } | fields

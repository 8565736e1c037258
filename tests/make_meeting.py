"""A meeting as a row, somebody who comes to it, and the form that would make them."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from marketplace.meetings.models import Meeting, Registration
from tests.make_listing import old_stamp

_numbers = count(1)


def make_meeting(**fields: Any) -> Meeting:
    """Public, online behind a link, in a week, with registration and as many seats as people come."""
    now = timezone.now()
    starts = fields.pop("starts_at", now + timedelta(days=7))
    number = next(_numbers)
    values: dict[str, Any] = {
        "title": "Kurzarbeitergeld: Fragen an die Agentur",
        "lead": "Eine Stunde, zwei Fachleute, Ihre Fragen.",
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=90),
        "room_kind": "url",
        "room_url": "https://raum.example/geheim",
        "registration": "needed",
        "uid": f"termin-{number}@kiel.example",
        "key": f"termin-{number}",
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

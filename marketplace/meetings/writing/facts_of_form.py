"""A form's fields as a meeting's facts, and back."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from marketplace.meetings.models import Kind, Meeting, RoomKind
from marketplace.meetings.writing.time_fields import begin_of, day_of, end_of
from tenants.places.forms import pin_at

SAME = ("starts_at", "ends_at", "kind", "registration", "capacity", "minimum", "recording_policy", "certificate")
PLACE = ("place_name", "street", "postcode", "town")
# The column, its field, and whether the whole of that day still counts.
DAYS = {
    "opens_at": ("opens_on", False),
    "closes_at": ("closes_on", True),
    "members_first_until": ("members_first_on", True),
    "decide_by": ("decide_on", True),
    "questions_open_at": ("questions_open_on", False),
}


def facts_from(data: dict[str, Any]) -> dict[str, Any]:
    """What is not asked of this kind of meeting is empty: no place online, no room on the spot."""
    is_onsite = data["kind"] != Kind.ONLINE
    kind = data.get("room_kind") or RoomKind.NONE
    facts = {name: data[name] for name in SAME}
    facts |= {name: data[name] if is_onsite else "" for name in PLACE}
    facts |= pin_at(data["postcode"]) if is_onsite else {"latitude": None, "longitude": None}
    facts |= {name: (end_of if whole else begin_of)(data.get(field)) for name, (field, whole) in DAYS.items()}
    return facts | {
        "room_kind": kind,
        "room_url": data["room_url"] if kind == RoomKind.URL else "",
        "dial_in": data["dial_in"] if kind != RoomKind.NONE else "",
        "dial_in_pin": data["dial_in_pin"] if kind != RoomKind.NONE else "",
        "audience": data.get("audience") or "",
    }


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """Initial values of the form."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    values = {name: getattr(meeting, name) for name in (*SAME, *PLACE, "room_kind", "room_url", "audience")}
    values |= {"dial_in": meeting.dial_in, "dial_in_pin": meeting.dial_in_pin}
    values |= {field: day_of(getattr(meeting, name)) for name, (field, _whole) in DAYS.items()}
    several = ends.date() if ends.date() != starts.date() else None
    return values | {"day": starts.date(), "begins": starts.time(), "ends": ends.time(), "last_day": several}

"""What search engines read of a meeting (schema.org): only what stands on the page, and never the room."""

from __future__ import annotations

from typing import Any

from kreislauf.german import machine_time
from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from marketplace.meetings.models import Kind, Meeting

_MODES = {
    Kind.ONLINE: "OnlineEventAttendanceMode",
    Kind.ONSITE: "OfflineEventAttendanceMode",
    Kind.HYBRID: "MixedEventAttendanceMode",
}


def structured(meeting: Meeting) -> dict[str, Any]:
    """``Event``. A cancelled or moved one says so."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": meeting.title,
        "description": meeting.lead or meeting.text_md or None,
        "url": meeting.page_address,
        "startDate": machine_time(meeting.starts_at),
        "endDate": machine_time(meeting.ends_at),
        "eventAttendanceMode": f"https://schema.org/{_MODES[Kind(meeting.kind)]}",
        "eventStatus": f"https://schema.org/{_status(meeting)}",
        "previousStartDate": _previous_start(meeting),
        "isAccessibleForFree": True,
        "inLanguage": meeting.language,
        "location": _location(meeting),
        "organizer": {"@type": "Organization", "name": meeting.host_name},
        "performer": [{"@type": "Person", "name": one["name"]} for one in meeting.experts] or None,
        "image": current_region().url + picture_url(meeting.picture) if meeting.picture else None,
        "maximumAttendeeCapacity": meeting.capacity,
    }
    return {name: value for name, value in found.items() if value is not None}


def _status(meeting: Meeting) -> str:
    if meeting.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if meeting.moved_from else "EventScheduled"


def _previous_start(meeting: Meeting) -> str | None:
    """Of one that was moved; a cancelled one only says that it is off."""
    return machine_time(meeting.moved_from) if meeting.moved_from and not meeting.is_cancelled else None


def _location(meeting: Meeting) -> Any:
    places = [_place(meeting)] if meeting.is_onsite else []
    # The public page stands for the room.
    places += [{"@type": "VirtualLocation", "url": meeting.page_address}] if meeting.is_online else []
    return places[0] if len(places) == 1 else places


def _place(meeting: Meeting) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": meeting.street,
        "postalCode": meeting.postcode,
        "addressLocality": meeting.town,
        "addressCountry": "DE",
    }
    return {"@type": "Place", "name": meeting.place_name or meeting.town, "address": address}

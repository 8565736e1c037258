"""A calendar as another program keeps it: read with ``vobject``, which shares no line with what writes ours.

It follows RFC 5546: an entry is known by its UID; a higher SEQUENCE, then a later DTSTAMP, wins.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import vobject
from vobject.icalendar import registerTzid


class Seen(NamedTuple):
    """What somebody sees who opens their calendar; moments in UTC."""

    title: str
    starts: date
    ends: date | None
    status: str
    place: str
    sequence: int


class OtherCalendar:
    def __init__(self) -> None:
        self._events: dict[str, Any] = {}

    def import_(self, text: str) -> None:
        """Import a file, or ask a subscribed feed again."""
        registerTzid("Europe/Berlin", None)  # it remembers zones by name: what counts are the rules in this text
        calendar = vobject.readOne(text)
        for event in calendar.contents.get("vevent", []):
            uid = event.uid.value
            if uid not in self._events or _revision(event) >= _revision(self._events[uid]):
                self._events[uid] = event

    def entries(self) -> dict[str, Seen]:
        return {uid: _seen(event) for uid, event in self._events.items()}


def _revision(event: Any) -> tuple[int, datetime]:
    return int(event.sequence.value), event.dtstamp.value


def _seen(event: Any) -> Seen:
    return Seen(
        title=event.summary.value,
        starts=_in_utc(event.dtstart.value),
        ends=_in_utc(event.dtend.value) if "dtend" in event.contents else None,
        status=event.status.value,
        place=event.location.value if "location" in event.contents else "",
        sequence=int(event.sequence.value),
    )


def _in_utc(value: date | datetime) -> date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value

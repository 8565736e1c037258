"""One entry of a calendar, as other calendars shall have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid4, uuid5

from kreislauf.regions import current_region


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``starts`` and ``ends`` are moments with a time zone, or both days, of which the last one counts.

    Calendars know an entry by its ``uid``, so it must never change. A higher ``sequence`` tells them that time or place
    have changed, or that it is cancelled; ``changed_at`` is when anything of it was changed last. ``url`` is a public
    page, or in a mail the reader's own. ``position`` is latitude and longitude.
    """

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime | None = None
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False
    text: str = ""
    place: str = ""
    position: tuple[float, float] | None = None
    url: str = ""
    categories: tuple[str, ...] = ()

    @property
    def is_all_day(self) -> bool:
        return not isinstance(self.starts, datetime)


def new_uid(kind: str, host: str) -> str:
    """For a row that stores it: ``termin-<uuid>@<host>``. The host is part of a name, nobody ever asks it."""
    return f"{kind}-{uuid4()}@{host}"


def uid_of(kind: str, pk: int) -> str:
    """For rows that store none: the same in every call, whatever the region's host is called by then."""
    return f"{kind}-{uuid5(NAMESPACE_URL, f'{current_region().schema}/{kind}/{pk}')}"

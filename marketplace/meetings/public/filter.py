"""What somebody may ask the list of meetings for, as it stands in the address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from kreislauf.german import midnight
from marketplace.advice.models import Topic
from marketplace.meetings.models import Kind, Meeting, Meetings
from marketplace.partners.models import Body

LONGEST_WORDS = 80
MOST_VALUES = 30
_MONTH = re.compile(r"(20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)
NAMES = {
    "q": "words",
    "thema": "topics",
    "partner": "bodies",
    "art": "kinds",
    "monat": "month",
    "ort": "towns",
    "zeit": "time",
}
PAST = "vorbei"


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Values that do not exist find nothing, they never fail."""

    words: str = ""
    topics: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    month: str = ""
    towns: tuple[str, ...] = ()
    time: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> MeetingFilter:
        """Out of ``?q=…&thema=gruendung&partner=ihk&art=online&monat=2026-12&ort=Kiel&zeit=vorbei``."""
        month = query.get("monat", "")
        return cls(
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_WORDS],
            topics=_several(query, "thema"),
            bodies=_several(query, "partner"),
            kinds=_several(query, "art"),
            month=month if _MONTH.fullmatch(month) else "",
            towns=_several(query, "ort"),
            time=PAST if query.get("zeit") == PAST else "",
        )

    @property
    def is_past(self) -> bool:
        return bool(self.time)

    @property
    def any(self) -> bool:
        """Whether it narrows the list; the past is a list of its own."""
        return replace(self, time="") != MeetingFilter()

    def query(self) -> str:
        """The same as an address writes it, with ``?`` in front where there are any."""
        pairs: list[tuple[str, str]] = []
        for name, field in NAMES.items():
            value = getattr(self, field)
            pairs += [(name, one) for one in ((value,) if isinstance(value, str) else value) if one]
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, **changes: object) -> str:
        return replace(self, **changes).query()  # type: ignore[arg-type]

    def results(self, at: datetime) -> Meetings:
        """Public meetings that match: the next first, or the last that are over."""
        found = Meeting.objects.public().listed()
        found = found.past(at) if self.is_past else found.to_come_in_turn(at)
        if self.topics:  # one of the first level means those below it, too
            named = Topic.objects.filter(Q(slug__in=self.topics) | Q(parent__slug__in=self.topics))
            found = found.filter(topic__in=named.values("pk"))
        if self.bodies:
            found = found.filter(body__in=Body.objects.filter(slug__in=self.bodies).values("pk"))
        if self.kinds:
            found = found.filter(kind__in=[kind for kind in self.kinds if kind in Kind.values])
        if self.towns:
            found = found.filter(town__in=self.towns)
        if self.month:
            found = found.filter(starts_at__gte=_first(self.month), starts_at__lt=_first(_next(self.month)))
        found = found.in_words(self.words) if self.words else found
        return found.order_by("-starts_at", "-pk") if self.is_past else found.order_by("starts_at", "pk")


def _first(month: str) -> datetime:
    return midnight(date.fromisoformat(f"{month}-01"))


def _next(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    values = query.getlist(name)[:MOST_VALUES]
    return tuple(dict.fromkeys(value[:80] for value in values if value and "\0" not in value))

"""Opening hours as people write them."""

from __future__ import annotations

import re

from marketplace.businesses.hours import Span

_DAYS = {"Mo": 0, "Di": 1, "Mi": 2, "Do": 3, "Fr": 4, "Sa": 5, "So": 6}


def spans(text: str) -> list[Span]:
    """``"Mo-Fr 9-12.30 14-18, Sa 9-13"`` as opening hours."""
    found: list[Span] = []
    for part in filter(None, text.split(", ")):
        days, *times = part.split(" ")
        first, _, last = days.partition("-")
        for day in range(_DAYS[first], _DAYS[last or first] + 1):
            for time in times:
                begin, end = time.split("-")
                found.append({"day": day, "from": clock(begin), "to": clock(end)})
    return found


def clock(text: str) -> str:
    """``9.30`` as ``09:30``. Refuses other texts with ``ValueError``."""
    match = re.fullmatch(r"(\d{1,2})(?:\.(\d{2}))?", text)
    if match is None:
        raise ValueError(text)
    return f"{int(match[1]):02d}:{match[2] or '00'}"

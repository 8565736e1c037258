"""Opening hours: a list of spans such as ``{"day": 0, "from": "09:00", "to": "18:00"}``, Monday being 0.

A span that ends at or before its beginning runs past midnight.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypedDict

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Span = TypedDict("Span", {"day": int, "from": str, "to": str})

DAYS = (
    gettext_lazy("Montag"),
    gettext_lazy("Dienstag"),
    gettext_lazy("Mittwoch"),
    gettext_lazy("Donnerstag"),
    gettext_lazy("Freitag"),
    gettext_lazy("Samstag"),
    gettext_lazy("Sonntag"),
)
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# The same question as ``is_open``, for the database. Times as text of one length compare like times.
OPEN_PATH = (
    "$[*] ? ((@.day == $today && @.from <= $now && (@.to > $now || @.to <= @.from))"
    " || (@.day == $yesterday && @.to <= @.from && @.to > $now))"
)


class Day(NamedTuple):
    """A row of the table: the day's name, its spans in words, and whether it is today."""

    name: str
    spans: list[str]
    is_today: bool


def variables(moment: datetime) -> dict[str, int | str]:
    """What ``OPEN_PATH`` asks about."""
    local = timezone.localtime(moment)
    return {"today": local.weekday(), "yesterday": (local.weekday() - 1) % 7, "now": f"{local:%H:%M}"}


def hour_of_week(moment: datetime) -> int:
    """0 is Monday's first; ``businesses_open_hours`` of the database counts the same."""
    local = timezone.localtime(moment)
    return local.weekday() * 24 + local.hour


def is_open(hours: Sequence[Span], at: datetime) -> bool:
    return closing_time(hours, at) is not None


def closing_time(hours: Sequence[Span], at: datetime) -> str | None:
    """When the span ends that holds this moment."""
    local = timezone.localtime(at)
    today, now = local.weekday(), f"{local:%H:%M}"
    for span in hours:
        overnight = span["to"] <= span["from"]
        if span["day"] == today and span["from"] <= now and (overnight or span["to"] > now):
            return span["to"]
        if overnight and span["day"] == (today - 1) % 7 and span["to"] > now:
            return span["to"]
    return None


def sentence(hours: Sequence[Span], at: datetime) -> str:
    """``Jetzt geöffnet bis 18:00 Uhr``, ``Geschlossen, öffnet morgen um 9:00 Uhr``; nothing without hours."""
    if not hours:
        return ""
    closes = closing_time(hours, at)
    if closes is not None:
        return _("Jetzt geöffnet bis %(time)s Uhr") % {"time": _short(closes)}
    local = timezone.localtime(at)
    for ahead in range(8):
        day = (local + timedelta(days=ahead)).weekday()
        later = [s["from"] for s in hours if s["day"] == day and (ahead > 0 or s["from"] > f"{local:%H:%M}")]
        if later:
            when = {0: _("heute"), 1: _("morgen")}.get(ahead, _("am %(day)s") % {"day": DAYS[day]})
            return _("Geschlossen, öffnet %(day)s um %(time)s Uhr") % {"day": when, "time": _short(min(later))}
    return _("Geschlossen")


def week(hours: Sequence[Span], at: datetime) -> list[Day]:
    """Seven rows, Monday first; a day without spans is closed."""
    today = timezone.localtime(at).weekday()
    rows = []
    for day, name in enumerate(DAYS):
        spans = sorted((s["from"], s["to"]) for s in hours if s["day"] == day)
        rows.append(Day(str(name), [f"{_short(a)} – {_short(b)}" for a, b in spans], day == today))
    return rows


def schema_org(hours: Sequence[Span]) -> list[dict[str, str]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{ENGLISH_DAYS[span['day']]}",
            "opens": span["from"],
            "closes": span["to"],
        }
        for span in hours
    ]


def in_words(hours: Sequence[Span]) -> str:
    """All of it in a line, for mails and comparisons: ``Mo 9:00 – 18:00, Di …``"""
    rows = sorted((s["day"], s["from"], s["to"]) for s in hours)
    return ", ".join(f"{str(DAYS[day])[:2]} {_short(a)} – {_short(b)}" for day, a, b in rows)


def _short(text: str) -> str:
    """``09:00`` → ``9:00``."""
    return time_format(datetime.strptime(text, "%H:%M").time(), "G:i")  # noqa: DTZ007 - a time of day has no zone

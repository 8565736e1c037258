"""Opening hours: a list of spans such as ``{"day": 0, "from": "09:00", "to": "18:00"}``, Monday being 0.

A span that ends before its beginning runs past midnight; one that ends where it begins lasts 24 hours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple, TypedDict

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Span = TypedDict("Span", {"day": int, "from": str, "to": str})
Closed = Callable[[date], bool]  # whether the usual hours do not count on a day, because it is a public holiday

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


def round_the_clock() -> list[Span]:
    return [{"day": day, "from": "00:00", "to": "00:00"} for day in range(len(DAYS))]


def is_round_the_clock(hours: Sequence[Span]) -> bool:
    return sorted(hours, key=lambda span: span["day"]) == round_the_clock()


def _never(day: date) -> bool:
    return False


def variables(moment: datetime, *, closed: Closed = _never) -> dict[str, int | str]:
    """What ``OPEN_PATH`` asks about; a day on which everything is closed is no day of the week."""
    local = timezone.localtime(moment)
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    return {
        "today": -1 if closed(today) else today.weekday(),
        "yesterday": -1 if closed(yesterday) else yesterday.weekday(),
        "now": f"{local:%H:%M}",
    }


def hour_of_week(moment: datetime) -> int:
    """0 is Monday's first; ``businesses_open_hours`` of the database counts the same."""
    local = timezone.localtime(moment)
    return local.weekday() * 24 + local.hour


def is_open(hours: Sequence[Span], at: datetime, *, closed: Closed = _never) -> bool:
    return current_span(hours, at, closed=closed) is not None


def current_span(hours: Sequence[Span], at: datetime, *, closed: Closed = _never) -> Span | None:
    """The span that holds this moment."""
    asked = variables(at, closed=closed)
    today, yesterday, now = asked["today"], asked["yesterday"], str(asked["now"])
    for span in hours:
        overnight = span["to"] <= span["from"]
        if span["day"] == today and span["from"] <= now and (overnight or span["to"] > now):
            return span
        if overnight and span["day"] == yesterday and span["to"] > now:
            return span
    return None


def sentence(hours: Sequence[Span], at: datetime, *, closed: Closed = _never) -> str:
    """``Jetzt geöffnet bis 18:00 Uhr``, ``Geschlossen, öffnet morgen um 9:00 Uhr``; nothing without hours."""
    if not hours:
        return ""
    span = current_span(hours, at, closed=closed)
    if span is None:
        return _next_opening(hours, at, closed=closed)
    if is_round_the_clock(hours):
        return _("Rund um die Uhr geöffnet")
    if span["from"] == span["to"]:
        return _("Jetzt geöffnet, den ganzen Tag")
    return _("Jetzt geöffnet bis %(time)s Uhr") % {"time": _end(span["to"])}


def _next_opening(hours: Sequence[Span], at: datetime, *, closed: Closed) -> str:
    local = timezone.localtime(at)
    holiday = closed(local.date()) and any(span["day"] == local.weekday() for span in hours)
    for ahead in range(15):
        day = local.date() + timedelta(days=ahead)
        later = [s["from"] for s in hours if s["day"] == day.weekday() and (ahead > 0 or s["from"] > f"{local:%H:%M}")]
        if later and not closed(day):
            when = {0: _("heute"), 1: _("morgen")}.get(ahead, _("am %(day)s") % {"day": DAYS[day.weekday()]})
            opening = {"day": when, "time": _short(min(later))}
            if holiday:
                return _("Am Feiertag geschlossen, öffnet %(day)s um %(time)s Uhr") % opening
            return _("Geschlossen, öffnet %(day)s um %(time)s Uhr") % opening
    return _("Geschlossen")


def week(hours: Sequence[Span], at: datetime) -> list[Day]:
    """Seven rows, Monday first; a day without spans is closed."""
    today = timezone.localtime(at).weekday()
    rows = []
    for day, name in enumerate(DAYS):
        rows.append(Day(str(name), [_span_in_words(a, b) for a, b in _spans_of(hours, day)], day == today))
    return rows


def schema_org(hours: Sequence[Span]) -> list[dict[str, str]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{ENGLISH_DAYS[span['day']]}",
            "opens": span["from"],
            # As search engines want a whole day.
            "closes": "23:59" if span["from"] == span["to"] == "00:00" else span["to"],
        }
        for span in hours
    ]


def in_words(hours: Sequence[Span]) -> str:
    """All of it in a line, for mails and comparisons: ``Mo 9:00 – 18:00, Di …``"""
    if is_round_the_clock(hours):
        return _("rund um die Uhr")
    rows = sorted((s["day"], s["from"], s["to"]) for s in hours)
    return ", ".join(f"{str(DAYS[day])[:2]} {_span_in_words(a, b)}" for day, a, b in rows)


def in_few_words(hours: Sequence[Span]) -> str:
    """The same for a card, neighbouring days with the same spans together: ``Mo–Do 9:00 – 15:00; Fr 9:00 – 12:00``."""
    if is_round_the_clock(hours):
        return _("rund um die Uhr")
    spans = [", ".join(_span_in_words(a, b) for a, b in _spans_of(hours, day)) for day in range(len(DAYS))]
    runs = [list(run) for _words, run in groupby(range(len(DAYS)), key=lambda day: spans[day])]
    return "; ".join(f"{_days_in_words(run)} {spans[run[0]]}" for run in runs if spans[run[0]])


def _spans_of(hours: Sequence[Span], day: int) -> list[tuple[str, str]]:
    return sorted((span["from"], span["to"]) for span in hours if span["day"] == day)


def _days_in_words(days: Sequence[int]) -> str:
    """``Mo``, ``Mo–Do``; two days in a row are ``Mo, Di``."""
    names = [str(DAYS[day])[:2] for day in days]
    return f"{names[0]}–{names[-1]}" if len(names) > 2 else ", ".join(names)


def _span_in_words(begin: str, end: str) -> str:
    if begin == end == "00:00":
        return _("rund um die Uhr")
    return f"{_short(begin)} – {_end(end)}"


def _end(text: str) -> str:
    """A day ends at 24:00, not at 0:00."""
    return "24:00" if text == "00:00" else _short(text)


def _short(text: str) -> str:
    """``09:00`` → ``9:00``."""
    return time_format(datetime.strptime(text, "%H:%M").time(), "G:i")  # noqa: DTZ007 - a time of day has no zone

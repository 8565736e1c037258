"""The form field for opening hours: a row a day, filled in with the keyboard alone. The API's hours go through it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.businesses.hours import DAYS, Span, round_the_clock

LEAST_BOXES = 2  # pairs of boxes that a day shows
MOST_SPANS = 14
WEEKDAYS = range(1, 5)  # Tuesday to Friday
_DAY, _WEEK = 24 * 60, 7 * 24 * 60  # minutes
Typed = list[list[tuple[str, str]]]  # by day, by span: what stands in the two boxes


class HoursWidget(forms.Widget):
    """Seven rows; a box for being always open, and one that repeats Monday until Friday."""

    template_name = "businesses/parts/hours_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed: Typed = value if value and isinstance(value[0], list) else typed_from(value or [])
        always = typed == typed_from(round_the_clock())
        context["widget"]["always"] = always
        context["widget"]["rows"] = [
            {"day": day, "label": label, "spans": _boxes(name, day, [] if always else typed[day])}
            for day, label in enumerate(DAYS)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        if data.get(f"{name}-immer"):
            return typed_from(round_the_clock())
        rows = [_pairs(data, name, day) for day in range(len(DAYS))]
        if data.get(f"{name}-wie-montag"):
            rows = [list(rows[0]) if day in WEEKDAYS else row for day, row in enumerate(rows)]
        return rows

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-0-1-von"


class HoursField(forms.Field):
    """Cleans to a list of spans (``marketplace.businesses.hours``), at most 14 and none over another."""

    widget = HoursWidget
    template_name = "businesses/parts/hours_field.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def clean(self, value: Typed) -> list[Span]:
        if sum(1 for row in value for pair in row if any(pair)) > MOST_SPANS:
            raise ValidationError(_("Bitte höchstens %(most)s Zeiten in der Woche."), params={"most": MOST_SPANS})
        spans: list[Span] = []
        mistakes: list[ValidationError] = []
        for day, row in enumerate(value):
            try:
                spans += _day(day, row)
            except ValidationError as mistake:
                mistakes.append(mistake)
        if mistakes := [*mistakes, *_overlaps(spans)]:
            raise ValidationError(mistakes)
        return spans

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(typed_from(initial or []) != _filled(data))


def typed_from(spans: list[Span]) -> Typed:
    """The boxes as the stored spans fill them, all of them."""
    return [sorted((s["from"], s["to"]) for s in spans if s["day"] == day) for day in range(len(DAYS))]


def typed_from_json(items: Any) -> Typed:
    """The boxes as ``[{"day": 0, "opens": "09:00", "closes": "18:00"}]`` fills them. Refuses with ValidationError."""
    rows: Typed = [[] for _day in DAYS]
    if not isinstance(items, list):
        raise ValidationError(_("Bitte eine Liste von Zeiten mit day, opens und closes."))
    if len(items) > MOST_SPANS:
        raise ValidationError(_("Bitte höchstens %(most)s Zeiten in der Woche."), params={"most": MOST_SPANS})
    for item in items:
        asked = item if isinstance(item, dict) else {}
        day, opens, closes = asked.get("day"), asked.get("opens"), asked.get("closes")
        if not (type(day) is int and 0 <= day < len(DAYS) and isinstance(opens, str) and isinstance(closes, str)):
            raise ValidationError(_("Jede Zeit hat day (0 bis 6, 0 ist Montag), opens und closes (09:00)."))
        rows[day].append((opens.strip()[:20], closes.strip()[:20]))
    return rows


def _boxes(name: str, day: int, typed: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """As many as are filled, and an empty one to go on."""
    free = max(LEAST_BOXES - len(typed), 1 if len(typed) >= LEAST_BOXES else 0)
    return [
        {
            "number": number,
            "opens": f"{name}-{day}-{number}-von",
            "closes": f"{name}-{day}-{number}-bis",
            "from": opens,
            "to": closes,
        }
        for number, (opens, closes) in enumerate([*typed, *[("", "")] * free], start=1)
    ]


def _pairs(data: Any, name: str, day: int) -> list[tuple[str, str]]:
    """The day's boxes, as many as the page sent."""

    def box(number: int, end: str) -> str:
        return str(data.get(f"{name}-{day}-{number}-{end}", "")).strip()[:20]

    pairs = [(box(number, "von"), box(number, "bis")) for number in range(1, MOST_SPANS + 2)]
    return [pair for pair in pairs if any(pair)]


def _filled(typed: Typed) -> Typed:
    return [sorted(pair for pair in row if any(pair)) for row in typed]


def _day(day: int, row: list[tuple[str, str]]) -> list[Span]:
    spans: list[Span] = []
    for opens, closes in row:
        if not opens and not closes:
            continue
        if not opens or not closes:
            raise ValidationError(
                _("%(day)s: Bitte geben Sie an, von wann bis wann Sie geöffnet haben."), params=_at(day)
            )
        spans.append({"day": day, "from": _time(opens, day), "to": _time(closes, day)})
    return sorted(spans, key=lambda span: span["from"])


def _overlaps(spans: list[Span]) -> list[ValidationError]:
    """A sentence for each two spans that share a minute; touching is no overlap. Sunday night runs into Monday."""
    ordered = sorted(spans, key=_begin)
    mistakes = []
    for place, span in enumerate(ordered):
        follower = ordered[(place + 1) % len(ordered)]
        begins = _begin(follower) + (_WEEK if place + 1 == len(ordered) else 0)
        if _begin(span) + _length(span) > begins:
            days = {"day": DAYS[span["day"]], "other": DAYS[follower["day"]]}
            text = (
                _("%(day)s: Zwei Zeiten überschneiden sich.")
                if span["day"] == follower["day"]
                else _("%(day)s und %(other)s: Zwei Zeiten überschneiden sich.")
            )
            mistakes.append(ValidationError(text, params=days))
    return mistakes


def _begin(span: Span) -> int:
    return span["day"] * _DAY + _minutes(span["from"])


def _length(span: Span) -> int:
    return (_minutes(span["to"]) - _minutes(span["from"])) % _DAY or _DAY


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _time(text: str, day: int) -> str:
    """``9``, ``9.30``, ``09:30 Uhr`` → ``09:30``."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?(?:\s*uhr)?", text, flags=re.IGNORECASE)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise ValidationError(_("%(day)s: „%(text)s“ ist keine Uhrzeit."), params={**_at(day), "text": text})
    return f"{hour:02}:{minute:02}"


def _at(day: int) -> dict[str, Any]:
    return {"day": DAYS[day]}

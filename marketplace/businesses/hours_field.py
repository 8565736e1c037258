"""The form field for opening hours: seven rows, two spans a day, filled in with the keyboard alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.businesses.hours import DAYS, Span

SPANS_A_DAY = 2
Typed = list[list[tuple[str, str]]]  # by day, by span: what stands in the two boxes


class HoursWidget(forms.Widget):
    template_name = "businesses/parts/hours_widget.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed: Typed = value if value and isinstance(value[0], list) else typed_from(value or [])
        context["widget"]["rows"] = [
            {
                "day": day,
                "label": label,
                "spans": [
                    {
                        "number": n,
                        "opens": f"{name}-{day}-{n}-von",
                        "closes": f"{name}-{day}-{n}-bis",
                        "from": a,
                        "to": b,
                    }
                    for n, (a, b) in enumerate(typed[day], start=1)
                ],
            }
            for day, label in enumerate(DAYS)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        def box(day: int, number: int, end: str) -> str:
            return str(data.get(f"{name}-{day}-{number}-{end}", "")).strip()[:20]

        return [[(box(d, n, "von"), box(d, n, "bis")) for n in range(1, SPANS_A_DAY + 1)] for d in range(len(DAYS))]

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-0-1-von"


class HoursField(forms.Field):
    """Cleans to a list of spans (``marketplace.businesses.hours``)."""

    widget = HoursWidget
    template_name = "businesses/parts/hours_field.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def clean(self, value: Any) -> list[Span]:
        spans: list[Span] = []
        mistakes: list[ValidationError] = []
        for day, row in enumerate(value):
            try:
                spans += _day(day, row)
            except ValidationError as mistake:
                mistakes.append(mistake)
        if mistakes:
            raise ValidationError(mistakes)
        return spans

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(typed_from(initial or []) != data)


def typed_from(spans: list[Span]) -> Typed:
    """The boxes as the stored spans fill them."""
    rows: Typed = []
    for day in range(len(DAYS)):
        pairs = sorted((s["from"], s["to"]) for s in spans if s["day"] == day)[:SPANS_A_DAY]
        rows.append(pairs + [("", "")] * (SPANS_A_DAY - len(pairs)))
    return rows


def _day(day: int, row: list[tuple[str, str]]) -> list[Span]:
    spans: list[Span] = []
    for opens, closes in row:
        if not opens and not closes:
            continue
        if not opens or not closes:
            raise ValidationError(
                _("%(day)s: Bitte geben Sie an, von wann bis wann Sie geöffnet haben."), params=_at(day)
            )
        span: Span = {"day": day, "from": _time(opens, day), "to": _time(closes, day)}
        if span["from"] == span["to"]:
            raise ValidationError(_("%(day)s: Beginn und Ende sind gleich."), params=_at(day))
        spans.append(span)
    spans.sort(key=lambda span: span["from"])
    for earlier, later in pairwise(spans):
        if earlier["to"] <= earlier["from"] or later["from"] < earlier["to"]:
            raise ValidationError(_("%(day)s: Die beiden Zeiten überschneiden sich."), params=_at(day))
    return spans


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

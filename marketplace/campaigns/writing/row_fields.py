"""The repeated parts of the form: costs and further goals, a pair of fields each, always with empty ones at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.text_fields import LineField
from kreislauf.money import format_euro_short
from marketplace.campaigns.models.campaign import MOST_GOAL
from marketplace.campaigns.writing.rules import MOST_COSTS, MOST_STRETCH

# Name in the form, key of the words, most rows.
COSTS, STRETCH = ("cost", "what", MOST_COSTS), ("stretch", "text", MOST_STRETCH)
LABELS = {
    "cost": (gettext_lazy("Posten %(n)s"), gettext_lazy("Betrag (Posten %(n)s)")),
    "stretch": (gettext_lazy("Was dann möglich ist (%(n)s)"), gettext_lazy("ab Summe (%(n)s)")),
}
Kind = tuple[str, str, int]


def numbers(kind: Kind, stored: int, posted: Any) -> range:
    """Those that are filled, and two more."""
    name, _key, most = kind
    if posted is not None:
        stored = max([0, *(n for n in range(1, most + 1) if f"{name}_{n}" in posted)]) - 2
    return range(1, min(most, max(3 if kind == COSTS else 1, stored + 2)) + 1)


def fields(kind: Kind, n: int) -> dict[str, forms.Field]:
    name = kind[0]
    words, cents = LABELS[name]
    here = {"n": n}
    found: dict[str, forms.Field] = {
        f"{name}_{n}": LineField(label=words % here, max_length=120, required=False),
        f"{name}_{n}_cents": EuroField(label=cents % here, required=False, min_cents=1, max_cents=MOST_GOAL),
    }
    for field in found.values():
        field.conditional = True  # type: ignore[attr-defined]  # „freiwillig“ at twenty boxes says nothing
    return found


def rows_of(kind: Kind, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The filled ones, in order."""
    name, key, most = kind
    rows = [(cleaned.get(f"{name}_{n}"), cleaned.get(f"{name}_{n}_cents")) for n in range(1, most + 1)]
    return [{key: words, "cents": cents} for words, cents in rows if words and cents]


def initial(kind: Kind, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    name, key, _most = kind
    found: dict[str, Any] = {}
    for n, row in enumerate(rows, start=1):
        found |= {f"{name}_{n}": row[key], f"{name}_{n}_cents": row["cents"]}
    return found


def check(form: forms.Form, kind: Kind, shown: range) -> None:
    """A half-filled pair is asked about where it hurts."""
    name = kind[0]
    for n in shown:
        words, cents = form.cleaned_data.get(f"{name}_{n}"), form.cleaned_data.get(f"{name}_{n}_cents")
        if words and cents is None and f"{name}_{n}_cents" not in form.errors:
            form.add_error(f"{name}_{n}_cents", _("Wie viel Geld ist das?"))
        if cents is not None and not words and f"{name}_{n}" not in form.errors:
            form.add_error(f"{name}_{n}", _("Wofür sind die %(sum)s?") % {"sum": format_euro_short(cents)})

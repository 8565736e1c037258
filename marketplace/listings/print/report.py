"""The board's quarter on one page of A4, for the council: what came, what became of it, and how fast we were."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.typesetting import typed
from marketplace.listings.print.figures import LEAST
from marketplace.listings.print.frame import Frame
from marketplace.listings.print.quarter import Quarter, QuarterFigures, rounded_total, shown, shown_total
from tenants.branding.on_paper import german

TEMPLATE = Path(__file__).with_name("report.typ")
MOST_KINDS = 10
COLUMNS = ("new", "here", "elsewhere", "withdrawn", "expired")


def report(quarter: Quarter, *, frame: Frame | None = None) -> bytes:
    """Numbers below five are hidden, and cannot be worked out from the sums."""
    with german():
        frame = frame or Frame()
        figures = QuarterFigures(quarter)
        names = {"quarter": quarter, "place": frame.site.place}
        data = frame.data(columns=10, rows=1) | {
            "title": _("Börse %(place)s: Bericht über das %(quarter)s") % names,
            "headline": typed(_("Die Börse im %(quarter)s") % names, one_line=True),
            "period": f"{date_format(quarter.first, 'j. F')} – {date_format(min(quarter.last, frame.on), 'j. F Y')}",
            "tiles": _tiles(figures),
            "table": _table(figures),
            "outcomes": _outcomes(figures),
            "asked": [_bar(name, number, figures.asked_categories[0][1]) for name, number in figures.asked_categories],
        }
        data["words"] |= _words()
        return frame.pdf(TEMPLATE, data)


def _tiles(figures: QuarterFigures) -> list[dict[str, str]]:
    new, here = ([getattr(row, name) for row in figures.kinds] for name in ("new", "here"))
    return [
        {"number": shown_total(new), "name": _("neue Anzeigen")},
        {"number": shown_total(here), "name": _("hier vergeben")},
        {"number": shown(figures.helped), "name": _("mal Hilfe vermittelt")},
        {"number": _duration(figures.hours_to_release), "name": _("bis zur Freigabe (Median)")},
    ]


def _duration(hours: float | None) -> str:
    if hours is None:
        return "–"
    if hours < 1:
        minutes = max(1, round(hours * 60))
        return ngettext("%(n)s Minute", "%(n)s Minuten", minutes) % {"n": minutes}
    if hours < 48:
        whole = round(hours)
        return ngettext("%(n)s Stunde", "%(n)s Stunden", whole) % {"n": whole}
    return _("%(n)s Tage") % {"n": number_format(hours / 24, 1)}


def _table(figures: QuarterFigures) -> dict[str, Any]:
    """The largest kinds; each row has a bar of its new ones."""
    kinds = figures.kinds[:MOST_KINDS]
    most = max((row.new for row in kinds), default=0)
    rows = [
        {
            "name": typed(row.kind.name, one_line=True),
            "cells": [shown(getattr(row, column)) for column in COLUMNS],
            "share": _share(row.new, most),
        }
        for row in kinds
    ]
    return {
        "head": [_("Art"), _("neu"), _("hier"), _("woanders"), _("zurückgezogen"), _("abgelaufen")],
        "rows": rows,
        "sums": [shown_total([getattr(row, column) for row in figures.kinds]) for column in COLUMNS],
    }


def _outcomes(figures: QuarterFigures) -> list[dict[str, Any]]:
    names = (
        ("here", _("vergeben, über diese Seite")),
        ("elsewhere", _("vergeben, auf anderem Weg")),
        ("withdrawn", _("zurückgezogen")),
        ("expired", _("abgelaufen")),
    )
    numbers = {name: [getattr(row, name) for row in figures.kinds] for name, _label in names}
    most = max(rounded_total(one) for one in numbers.values())
    return [
        {
            "name": typed(label),
            "number": shown_total(numbers[name]),
            "share": _share(rounded_total(numbers[name]), most),
        }
        for name, label in names
    ]


def _bar(name: str, number: int, most: int) -> dict[str, Any]:
    return {"name": typed(name, one_line=True), "number": shown(number), "share": _share(number, most)}


def _share(number: int, most: int) -> float:
    """A bar's length, 0 to 1; a hidden number has none, since one could measure it."""
    return number / most if number >= LEAST and most else 0.0


def _words() -> dict[str, Any]:
    notes: Sequence[str] = (
        _("Werte unter 5 nennen wir nicht, damit niemand erkannt wird; Summen sind dann auf 5 gerundet."),
        _("„Hier“ heißt: vergeben über diese Seite. Gesuche nach Hilfe stehen nirgends öffentlich."),
    )
    return {
        "kinds": _("Anzeigen nach Art"),
        "sum": _("Zusammen"),
        "outcomes": _("Was aus ihnen wurde"),
        "asked": _("Wonach am meisten gefragt wurde"),
        "nothing_asked": _("In keinem Bereich gab es fünf Nachrichten."),
        "notes": " ".join(notes),
    }

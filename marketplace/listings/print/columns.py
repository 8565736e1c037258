"""How the listings of a sheet are spread over its columns. Heights are fixed beforehand, so that it stays one page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

HEADING = 0.6  # of a listing's height
ROOM = 8.0  # listings that a column holds at most; the template divides its height by what stands there
SINGLE = 4  # so few stand in one column, in larger letters

Section = tuple[str, Sequence[dict[str, Any]]]


def in_columns(sections: Sequence[Section]) -> list[list[dict[str, Any]]]:
    """Lines of ``{"heading": …}`` and listings. What finds no room is left out."""
    total = sum(len(rows) for _name, rows in sections)
    if total <= SINGLE:
        return [_lines(sections)] if total else []
    height = sum(HEADING + len(rows) for _name, rows in sections)
    goal = min(ROOM, ceil(height / 2 + HEADING))
    columns: list[list[dict[str, Any]]] = [[], []]
    at, used = 0, 0.0
    for name, rows in sections:
        for number, row in enumerate(rows):
            needs = 1 + (HEADING if number == 0 or not columns[at] else 0)
            if used + needs > goal and at == 0:
                at, used, needs = 1, 0.0, 1 + HEADING
            if used + needs > ROOM:
                return columns
            if number == 0 or not columns[at]:
                columns[at].append({"heading": name if number == 0 else _("%(kind)s (weiter)") % {"kind": name}})
            columns[at].append(row)
            used += needs
    return columns


def _lines(sections: Sequence[Section]) -> list[dict[str, Any]]:
    return [line for name, rows in sections for line in ({"heading": name}, *rows)]

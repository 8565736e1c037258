"""The glyphs as a form offers them: by landscape, each with its drawing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.art.pen import Svg
from tenants.branding.glyph_labels import GLYPH_LABELS

_HEADINGS: dict[str, str | Promise] = {
    "coast": _("Küste"),
    "country": _("Land"),
    "town": _("Stadt"),
    "trade": _("Handwerk, Handel und Alltag"),
}


@dataclass(frozen=True)
class Choice:
    """``number`` makes the box's id; the first of the page is 0."""

    number: int
    name: str
    label: str | Promise
    drawing: Svg


@dataclass(frozen=True)
class GlyphChoice:
    groups: list[tuple[str | Promise, list[Choice]]]
    chosen: list[Choice]


def glyph_choice(chosen: Collection[str]) -> GlyphChoice:
    """All glyphs in the order of their labels, and those that are ticked."""
    by_home: dict[str, list[tuple[str, str | Promise]]] = {home: [] for home in _HEADINGS}
    for name, label in GLYPH_LABELS.items():
        by_home[GLYPHS[name].home].append((name, label))
    groups, number = [], 0
    for home, members in by_home.items():
        row = [Choice(number + place, name, label, mosaic.glyph(name)) for place, (name, label) in enumerate(members)]
        number += len(row)
        groups.append((_HEADINGS[home], row))
    return GlyphChoice(groups, [one for _heading, row in groups for one in row if one.name in chosen])

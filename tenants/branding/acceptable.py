"""Which brand colours we refuse, and the nearest colour that we take.

Every pair of colours gives a theme whose texts can be read (see ``colours``). What no theme can help: a colour that
cannot be told from the white page, and two colours that cannot be told from each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tenants.art.contrast import audit
from tenants.art.oklch import contrast, distance, from_oklch, to_oklch
from tenants.art.theme import derive

# Dortmund's yellow has 1.5 and holds a whole page; below 1.3 a hero looks like a printing error.
_FROM_WHITE = 1.3
_APART = 0.12
_STEP = 0.01


@dataclass(frozen=True)
class Refusal:
    """A colour we do not take, why (a sentence), and the nearest one that we take."""

    field: str
    colour: str
    reason: str
    nearest: str


def refusals(primary: str, accent: str) -> list[Refusal]:
    """What speaks against this pair of hex colours; empty when nothing does."""
    found = []
    if not _seen_on_white(primary):
        found.append(_too_pale("primary_colour", primary))
    if not _seen_on_white(accent):
        found.append(_too_pale("accent_colour", accent))
    elif distance(primary, accent) < _APART:
        nearest = _apart(accent, primary)
        reason = _("Die zweite Farbe ist von der Hauptfarbe kaum zu unterscheiden. Am nächsten liegt %(nearest)s.")
        found.append(Refusal("accent_colour", accent, reason % {"nearest": nearest}, nearest))
    if not found and audit(derive(primary, accent)):
        nearest = nearest_passing(primary)
        reason = _("Mit dieser Farbe erreichen Texte den nötigen Kontrast nicht. Am nächsten liegt %(nearest)s.")
        found.append(Refusal("primary_colour", primary, reason % {"nearest": nearest}, nearest))
    return found


def nearest_passing(colour: str) -> str:
    """The colour itself, or the first darker one that stands out from white."""
    lightness, chroma, hue = to_oklch(colour)
    while not _seen_on_white(colour):
        lightness -= _STEP
        colour = from_oklch(lightness, chroma, hue)
    return colour


def _seen_on_white(colour: str) -> bool:
    return contrast(colour, "#ffffff") >= _FROM_WHITE


def _too_pale(field: str, colour: str) -> Refusal:
    nearest = nearest_passing(colour)
    ratio = f"{contrast(colour, '#ffffff'):.1f}:1".replace(".", ",")
    reason = _("Diese Farbe ist auf Weiß kaum zu sehen (Kontrast %(ratio)s). Am nächsten liegt %(nearest)s.")
    return Refusal(field, colour, reason % {"ratio": ratio, "nearest": nearest}, nearest)


def _apart(colour: str, other: str) -> str:
    """The colour with its lightness moved away from the other one, just far enough."""
    lightness, chroma, hue = to_oklch(colour)
    darker_first = lightness <= to_oklch(other)[0] and lightness > 0.2
    for moved in (step * _STEP for step in range(1, 80)):
        for direction in (-moved, moved) if darker_first else (moved, -moved):
            candidate = from_oklch(lightness + direction, chroma, hue)
            if distance(candidate, other) >= _APART and _seen_on_white(candidate):
                return candidate
    return "#000000"

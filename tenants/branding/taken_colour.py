"""The button „Diese Farbe nehmen“ of somebody without a script: the form comes back with that colour in it."""

from __future__ import annotations

import re

from django.http import QueryDict

BUTTON = "nehmen"


def with_taken_colour(data: QueryDict) -> QueryDict:
    """What was sent, with the colour that the button names in its field."""
    name, _, colour = data.get(BUTTON, "").partition(":")
    if name not in {"primary_colour", "accent_colour"} or not re.fullmatch(r"#[0-9a-f]{6}", colour):
        return data
    changed = data.copy()
    changed[name] = colour
    return changed

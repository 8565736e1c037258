"""When a legal text may be published: it says something, and nothing in it waits to be filled in."""

from __future__ import annotations

import re

# Shorter than this, a text is a note to oneself.
SHORTEST = 120
# A template marks what it cannot know: „[… Name der Landrätin]“.
GAP = re.compile(r"\[(?:…|\.\.\.)[^\]\n]*\]")


def gaps(text: str) -> list[str]:
    """What still has to be filled in."""
    return GAP.findall(text)


def is_legal_text(text: str, *, shortest: int = SHORTEST) -> bool:
    return len(text.strip()) >= shortest and not gaps(text)

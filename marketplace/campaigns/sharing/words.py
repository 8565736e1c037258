"""An ambassador's word in a link, such as ``?von=feuerwehr``."""

from __future__ import annotations

import re

from kreislauf.german import spelled_out

WORD = "von"  # the parameter of the link
LONGEST = 40
_SIGNS = re.compile(r"[^a-z0-9]+")


def clean_word(typed: str) -> str:
    """„Freiwillige Feuerwehr“ → ``freiwillige-feuerwehr``; empty where nothing of it can stand in a link."""
    return _SIGNS.sub("-", spelled_out(typed[:80]).casefold()).strip("-")[:LONGEST].strip("-")

"""Names in the office's lists, however they are spelled: „Mueller“, „Müller“ and „Muller“ are one.

These columns hold what somebody wrote, not words for a search; their trigram index is of the capitals. So the question
takes in the spellings, and the index serves it as it serves a plain text.
"""

from __future__ import annotations

import re
import unicodedata

from django.db.models import Q
from django.db.models.functions import Upper
from django.db.models.lookups import Regex

_SPELLINGS = (
    ("Ä|AE?", "(AE?|Ä|Æ)"),
    ("Ö|OE?|Ø", "(OE?|Ö|Ø)"),
    ("Ü|UE?", "(UE?|Ü)"),
    ("ß|ẞ|SS", "(SS|ß|ẞ)"),
    ("Ł|L", "[LŁ]"),
)
_SPELLED = re.compile("|".join(f"({typed})" for typed, _meant in _SPELLINGS) + "|(.)", re.DOTALL)


def named(text: str, *columns: str) -> Q:
    """One of the columns holds the text."""
    pattern = _SPELLED.sub(_meant, unicodedata.normalize("NFC", text).replace("ß", "ẞ").upper())
    found = Q()
    for column in columns:
        found |= Q(Regex(Upper(column), pattern))
    return found


def _meant(match: re.Match[str]) -> str:
    which = match.lastindex or 0
    return _SPELLINGS[which - 1][1] if which <= len(_SPELLINGS) else re.escape(match[0])

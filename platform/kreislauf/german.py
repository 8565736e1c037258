"""German text: how it is sorted, how it is written where only ASCII may stand, and when a German day begins."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

from django.utils import timezone

_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe"}
_CAPITALS = {letter.upper(): pair.title() for letter, pair in _LETTERS.items() if letter != "ß"}
_SPELLED_OUT = str.maketrans(_LETTERS | _CAPITALS)


def spelled_out(text: str) -> str:
    """``Bäckerei Öz`` → ``Baeckerei Oez``, for addresses and host names."""
    return text.translate(_SPELLED_OUT)


def german_sort_key(text: str) -> str:
    """Ä is sorted with A, as in a telephone book."""
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()


def midnight(day: date) -> datetime:
    """The moment at which the day begins in Germany, in any time zone of the server."""
    return datetime.combine(day, time(), timezone.get_default_timezone())

"""German text: how it is sorted, how it is written where only ASCII may stand, and when a German day begins."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

from django.db.models import F, Func
from django.db.models.functions import Lower
from django.utils import timezone

_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe"}
_CAPITALS = {letter.upper(): pair.title() for letter, pair in _LETTERS.items() if letter != "ß"}
_SPELLED_OUT = str.maketrans(_LETTERS | _CAPITALS)

# Letters that are no vowel with a mark to Unicode, but one to a reader; as PostgreSQL's unaccent has them.
_WITHOUT_STROKES = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"})


def spelled_out(text: str) -> str:
    """``Bäckerei Öz`` → ``Baeckerei Oez``, for addresses and host names."""
    return text.translate(_SPELLED_OUT)


def german_sort_key(text: str) -> str:
    """Ä is sorted with A and ß as ss, as in a telephone book (DIN 5007-1)."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_WITHOUT_STROKES)
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def german_order(field: str) -> Lower:
    """The same order for a column of the database, whose own collation is C: a server need not come with ICU's."""
    return Lower(Func(F(field), function="UNACCENT"))


def midnight(day: date) -> datetime:
    """The moment at which the day begins in Germany, in any time zone of the server."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


def machine_time(moment: date) -> str:
    """``2026-11-26T08:30:00+01:00`` for ``<time datetime>``, which knows no microseconds; a day stays a day."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return timezone.localtime(moment).isoformat(timespec="seconds")

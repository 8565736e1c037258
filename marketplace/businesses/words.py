"""Searching by words: a column holds a row's texts folded, and a trigram index finds them in any number of rows.

Triggers write the column (migration 0009), so that no way of writing a row can forget it. Folded text is lower case,
without accents and without signs; it begins and ends with a blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.db.models import BooleanField, F, Func, Q, TextField, Value

MOST_WORDS = 8
# Shorter ones stand in nearly every text: they are looked for where a word begins.
WITHIN_A_WORD = 3


class _Holds(Func):
    """The column holds the word, which the database folds as it folded the column."""

    template = "%(expressions)s) || '%%%%'"
    output_field = BooleanField()

    def __init__(self, column: str, word: str) -> None:
        self.arg_joiner = f" LIKE '%%{'' if len(word) >= WITHIN_A_WORD else ' '}' || businesses_folded("
        super().__init__(F(column), Value(word, output_field=TextField()))


def all_words(text: str, column: str = "words") -> Q:
    """Each of the words stands in the column; signs between them say nothing."""
    wanted = Q()
    for word in _words(text):
        wanted &= Q(_Holds(column, word))
    return wanted


def _words(text: str) -> Iterator[str]:
    yield from re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))[:MOST_WORDS]

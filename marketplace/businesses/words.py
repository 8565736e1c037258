"""Searching by words: a column holds a row's texts folded, and a trigram index finds them in any number of rows.

Triggers write the column (migration 0009), so that no way of writing a row can forget it. Folded text is lower case,
without accents and without signs; it begins and ends with a blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Left
from django.db.models.lookups import Exact

MOST_WORDS = 8
# Shorter ones stand in nearly every text: they are looked for where a word begins.
WITHIN_A_WORD = 3
# Beside words in an alphabetical list. Names that hold one word stand together there, but PostgreSQL thinks hits are
# strewn evenly and walks the alphabet until it has met enough, for one word to its very end. This is true of every row,
# and it takes it for rare: so it asks the index of words, and walks only where nearly all rows are hits.
WORDS_FIRST = Q(Exact(Left("words", 1), Value(" ")))


class _Holds(Func):
    """The column holds the word, which the database folds as it folded the column."""

    template = "%(expressions)s) || '%%%%'"
    output_field = BooleanField()

    def __init__(self, column: str, word: str) -> None:
        self.arg_joiner = f" LIKE '%%{'' if len(word) >= WITHIN_A_WORD else ' '}' || businesses_folded("
        super().__init__(F(column), Value(word, output_field=TextField()))


def folded(column: str) -> Func:
    """A column as the database folds it; an index on it sorts as a telephone book does."""
    return Func(F(column), function="businesses_folded", output_field=TextField())


def all_words(text: str, column: str = "words") -> Q:
    """Each of the words stands in the column; signs between them say nothing."""
    wanted = Q()
    for word in _words(text):
        wanted &= Q(_Holds(column, word))
    return wanted


def _words(text: str) -> Iterator[str]:
    yield from re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))[:MOST_WORDS]

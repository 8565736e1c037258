"""The word that somebody meant who mistyped it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.contrib.postgres.lookups import TrigramSimilar
from django.db.models import F, Q, Value

from marketplace.search.fold import folded
from marketplace.search.models import Word
from marketplace.search.question import known_synonyms

SHORTEST = 4
MOST_LOOKED_AT = 40
SHORT = 7  # such a word shares too few trigrams with what was meant; its neighbours are asked for by name
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def most_alike(word: str) -> str:
    """As it is written; nothing where no word is near. ``word`` is folded."""
    if len(word) < SHORTEST:
        return ""
    near = Q(TrigramSimilar(F("folded"), Value(word)))
    if len(word) < SHORT:
        near |= Q(folded__in=list(_neighbours(word)))
    rows = Word.objects.filter(near).exclude(folded=word).order_by("-number")[: 10 * MOST_LOOKED_AT]
    found = [(row.folded, row.shown, row.number) for row in rows]
    found += [(folded(name), name, 0) for name in known_synonyms() if folded(name) != word]
    measured = [(distance(word, one), -number, shown) for one, shown, number in found if abs(len(one) - len(word)) < 4]
    best = min(measured, default=None)
    return best[2] if best is not None and best[0] <= _allowed(word) else ""


def distance(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong or the wrong way round (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _allowed(word: str) -> int:
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def _neighbours(word: str) -> Iterator[str]:
    """One letter away: swapped, missing, too many, another."""
    for at, (one, other) in enumerate(pairwise(word)):
        yield word[:at] + other + one + word[at + 2 :]
    for at in range(len(word) + 1):
        yield word[:at] + word[at + 1 :]
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]

"""Words that are tried first: common German ones, and those that stand on the site or in the person's own name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

SHORTEST = 3
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
WITHOUT_DOTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})


@cache
def german_words() -> dict[str, int]:
    """Each with its rank; umlauts also as people type them on other keyboards."""
    text = (Path(__file__).parent / "german.txt").read_text(encoding="utf-8")
    words = " ".join(line for line in text.splitlines() if not line.startswith("#")).split()
    return ranked(words)


def ranked(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for rank, word in enumerate(words, start=1):
        for spelling in (word, word.translate(SPELLED_OUT), word.translate(WITHOUT_DOTS)):
            found.setdefault(spelling, rank)
    return found


def words_of(texts: Iterable[str]) -> list[str]:
    """„Kreis Plön“ → kreis, plön, kreisplön"""
    found: list[str] = []
    for text in texts:
        words = [word for word in re.split(r"[\W\d_]+", text.lower()) if len(word) >= SHORTEST]
        found += [*words, "".join(words)]
    return [word for word in found if word]

"""What a list says to somebody whose words found little: „Meinten Sie …?“, and what else was looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from marketplace.search.alike import most_alike
from marketplace.search.fold import folded
from marketplace.search.missed import note_missed
from marketplace.search.question import LONGEST, MOST_WORDS, WORDS_FIRST, question
from marketplace.search.stem import STOP_WORDS

FEW = 3
_TYPED = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SearchHelp:
    suggestion: str = ""  # finds something
    also: tuple[str, ...] = ()  # synonyms that were looked for, too


def search_help(text: str, *among: Any, hits: int) -> SearchHelp:
    """``among`` are the lists without the words: querysets that know ``in_words``. What was in vain is counted."""
    if not text.strip():
        return SearchHelp()
    also = tuple(question(text).also)
    if hits >= FEW:
        return SearchHelp(also=also)
    doubtful = _typed(text)
    if not hits:
        if len(doubtful) > 1:  # a single one has just been asked for
            doubtful = [word for word in doubtful if not _number(among, word, most=1)]
        note_missed(doubtful, at=timezone.now())
    return SearchHelp(_suggestion(among, text, doubtful, hits=hits), also)


def _suggestion(among: Sequence[Any], text: str, doubtful: list[str], *, hits: int) -> str:
    """The text with other words in the place of these, if that finds more."""
    replaced = text
    for word in doubtful:
        alike = most_alike(folded(word))
        if alike:
            replaced = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", alike, replaced)
        elif not hits:
            return ""
    if replaced == text or _number(among, replaced, most=hits + 1) <= hits:
        return ""
    return replaced


def _number(among: Sequence[Any], text: str, *, most: int) -> int:
    return sum(found.in_words(text).filter(WORDS_FIRST).order_by()[:most].count() for found in among)


def _typed(text: str) -> list[str]:
    words = _TYPED.findall(unicodedata.normalize("NFC", text)[:LONGEST])[:MOST_WORDS]
    return [word for word in dict.fromkeys(words) if folded(word) not in STOP_WORDS]

"""What a list says to somebody whose words found little: „Meinten Sie …?“, and what else was looked for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from marketplace.search.alike import most_alike
from marketplace.search.fold import folded
from marketplace.search.missed import note_missed
from marketplace.search.question import LONGEST, MOST_WORDS, STOP_WORDS, question

FEW = 3
_TYPED = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SearchHelp:
    suggestion: str = ""  # finds something
    also: tuple[str, ...] = ()  # synonyms that were looked for, too


def search_help(among: Any, text: str, *, hits: int) -> SearchHelp:
    """``among`` is the list without the words: a queryset that knows ``in_words``. What was in vain is counted."""
    if not text.strip():
        return SearchHelp()
    also = tuple(question(text).also)
    if hits >= FEW:
        return SearchHelp(also=also)
    unknown = [word for word in _typed(text) if not among.in_words(word).exists()] if not hits else _typed(text)
    if not hits:
        note_missed((folded(word) for word in unknown), at=timezone.now())
    return SearchHelp(_suggestion(among, text, unknown, hits=hits), also)


def _suggestion(among: Any, text: str, unknown: list[str], *, hits: int) -> str:
    """The text with other words in the place of these, if that finds more."""
    replaced = text
    for word in unknown:
        alike = most_alike(folded(word))
        if not alike and not hits:
            return ""
        if alike:
            replaced = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _match, new=alike: new, replaced)
    if replaced == text or among.in_words(replaced).order_by()[: hits + 1].count() <= hits:
        return ""
    return replaced


def _typed(text: str) -> list[str]:
    words = _TYPED.findall(unicodedata.normalize("NFC", text)[:LONGEST])[:MOST_WORDS]
    return [word for word in dict.fromkeys(words) if folded(word) not in STOP_WORDS]

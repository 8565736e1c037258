"""What somebody typed into a search box, as a condition on the column ``words``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db.models import Q

from kreislauf.regions import NOWHERE, Visit, current_visit
from marketplace.search.defaults import DEFAULT_SYNONYMS
from marketplace.search.fold import folded
from marketplace.search.models import SynonymText
from marketplace.search.stem import Spelling, spellings, synonym_spellings
from marketplace.search.synonyms import MOST_PARTS, Synonyms, read

MOST_WORDS, LONGEST = 8, 100
# Left out where other words stand beside them.
_STOP = (
    "als am an auf aus bei beim das dem den der des die ein eine einem einen einer eines fuer im in ist mit nach oder "
    "und vom von zu zum zur"
)
STOP_WORDS = frozenset(_STOP.split())
_GENDERED = re.compile(r"(?<=\w)[:*_/·]-?in(?:nen)?\b")
_read_in: ContextVar[tuple[Visit, str]] = ContextVar("synonyms", default=(NOWHERE, ""))


@dataclass(frozen=True)
class Term:
    """A word that was typed (or a few that belong together), and other words for it as the office wrote them."""

    typed: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()  # folded: „kinderrad“ for „kinderfahrrad“

    @property
    def condition(self) -> Q:
        ways = [reduce(Q.__and__, (_any(spellings(word)) for word in self.typed))]
        for name in (*(folded(one) for one in self.synonyms), *self.compounds):
            ways.append(reduce(Q.__and__, (_any(synonym_spellings(word)) for word in name.split())))
        return reduce(or_, ways)


@dataclass(frozen=True)
class Question:
    terms: tuple[Term, ...]

    @property
    def condition(self) -> Q:
        """Each of the words, in one of its spellings."""
        return reduce(Q.__and__, (term.condition for term in self.terms), Q())

    @property
    def also(self) -> list[str]:
        """Which words are looked for that nobody typed."""
        return list(dict.fromkeys(name for term in self.terms for name in term.synonyms))

    @property
    def words(self) -> list[str]:
        return [word for term in self.terms for word in term.typed]


def question(text: str) -> Question:
    """In the region at work, whose synonyms are read once."""
    words = words_of(text)
    return Question(tuple(_terms(words, _synonyms()))) if words else Question(())


def words_of(text: str) -> list[str]:
    """The folded words that count: „Lehrer:innen für Kinder“ → lehrer, kinder."""
    short = unicodedata.normalize("NFC", text)[: 2 * LONGEST]
    all_words = folded(_GENDERED.sub("", short)[:LONGEST]).split()
    return ([word for word in all_words if word not in STOP_WORDS] or all_words)[:MOST_WORDS]


class InWords:
    """For the queryset of a model with a column ``words``."""

    def in_words(self, text: str) -> Self:
        """Each of the words stands there, however it is spelled, or a word that means the same."""
        return self.filter(question(text).condition)  # type: ignore[attr-defined,no-any-return]


def synonym_text() -> str:
    """What the office wrote; what the code brings as long as it wrote nothing."""
    written = SynonymText.objects.values_list("text", flat=True).first()
    return DEFAULT_SYNONYMS if written is None else written


def forget_synonyms() -> None:
    """They have just been changed."""
    _read_in.set((NOWHERE, ""))


def _synonyms() -> Synonyms:
    visit, text = _read_in.get()
    if visit is not current_visit():
        text = synonym_text()
        _read_in.set((current_visit(), text))
    return read(text)


def _terms(words: list[str], synonyms: Synonyms) -> Iterator[Term]:
    at = 0
    while at < len(words):
        length = next((n for n in range(MOST_PARTS, 1, -1) if tuple(words[at : at + n]) in synonyms), 1)
        typed = tuple(words[at : at + length])
        others = _others(typed, synonyms)
        yield Term(typed, others, () if others else tuple(_compounds(typed[0], synonyms)))
        at += length


def _others(typed: tuple[str, ...], synonyms: Synonyms) -> tuple[str, ...]:
    groups = _groups(typed, synonyms)
    names = (name for group in groups for name in group if tuple(folded(name).split()) != typed)
    return tuple(dict.fromkeys(names))


def _groups(typed: tuple[str, ...], synonyms: Synonyms) -> Iterable[Any]:
    """Those that the word stands in, in any of its forms."""
    if typed in synonyms or len(typed) > 1:
        return synonyms.get(typed, ())
    stems = {one.text for one in spellings(typed[0])}
    return [group for key, groups in synonyms.items() if len(key) == 1 and key[0] in stems for group in groups]


def _compounds(word: str, synonyms: Synonyms) -> Iterator[str]:
    """„Kinderrad“ means „Kinderfahrrad“ where „rad“ means „fahrrad“."""
    for begin in range(3, len(word) - 2):
        for group in synonyms.get((word[begin:],), ()):
            for name in map(folded, group):
                if name != word[begin:] and " " not in name:
                    yield word[:begin] + name


def _any(ways: Iterable[Spelling]) -> Q:
    return reduce(or_, (one.condition for one in ways))

"""What somebody typed into a search box, as a condition on the column ``words``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from math import prod
from operator import or_
from typing import Any, Self

from django.db.models import Q, Value
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from kreislauf.regions import NOWHERE, Visit, current_visit
from marketplace.search.defaults import DEFAULT_SYNONYMS
from marketplace.search.fold import folded, words_in
from marketplace.search.models import SynonymText
from marketplace.search.stem import STOP_WORDS, Spelling, forms, spellings, synonym_spellings, without_repeats
from marketplace.search.synonyms import MOST_PARTS, Synonyms, read

# Beside words in an alphabetical list. Names that hold one word stand together there, but PostgreSQL thinks hits are
# strewn evenly and walks the alphabet until it has met enough, for one word to its very end. This is true of every row,
# and it takes it for rare: so it asks the index of words, and walks only where nearly all rows are hits.
WORDS_FIRST = Q(Exact(Left("words", 1), Value(" ")))
MOST_WORDS, LONGEST = 8, 100
_GENDERED = re.compile(r"(?<=\w)[:*_/·]-?in(?:nen)?\b")
LOOKED_AT, FEW = 300, 3
MOST_READ, MOST_TOGETHER = 2000, 10_000
MOST_WAYS = 24
_NOTHING: dict[Any, Any] = {}
_of_visit: ContextVar[tuple[Visit, dict[Any, Any]]] = ContextVar("search", default=(NOWHERE, _NOTHING))


@dataclass(frozen=True)
class Term:
    """A word that was typed (or a few that belong together), and other words for it as the office wrote them."""

    typed: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()  # folded: „kinderrad“ for „kinderfahrrad“

    @property
    def condition(self) -> Q:
        return reduce(or_, self.ways)

    @property
    def ways(self) -> list[Q]:
        """Each spelling of it and of what means the same, by itself."""
        of_one_word = without_repeats(one for way in self._ways if len(way) == 1 for one in way[0])
        longer = [reduce(Q.__and__, map(_any, way)) for way in self._ways if len(way) > 1]
        return [one.condition for one in of_one_word] + longer

    def stands_in(self, words: str) -> bool:
        """The same of a text that no table of the region holds."""
        return any(all(any(one.stands_in(words) for one in word) for word in way) for way in self._ways)

    @cached_property
    def _ways(self) -> list[list[list[Spelling]]]:
        """What was typed and what means the same: of each its words, and of each word its spellings."""
        others = [folded(one).split() for one in self.synonyms] + [[one] for one in self.compounds]
        typed = [spellings(word) for word in self.typed]
        return [typed, *([synonym_spellings(word) for word in words] for words in others)]


@dataclass(frozen=True)
class Question:
    terms: tuple[Term, ...]

    @property
    def condition(self) -> Q:
        """Each of the words, in one of its spellings."""
        return reduce(Q.__and__, (term.condition for term in self.terms), Q())

    @property
    def together(self) -> Q:
        """The same, written so that the index of words is asked for all of them at once and not for each by itself."""
        ways = [term.ways for term in self.terms]
        if prod(map(len, ways)) > MOST_WAYS:
            return self.condition
        return reduce(or_, (reduce(Q.__and__, one) for one in product(*ways)))

    def stands_in(self, text: str) -> bool:
        """As ``condition``, of a text that no table of the region holds."""
        words = words_in(text)
        return all(term.stands_in(words) for term in self.terms)

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
        asked = question(text)
        found: Self = self.filter(asked.condition)  # type: ignore[attr-defined]
        rows = self.model._base_manager  # type: ignore[attr-defined]
        if len(asked.terms) < 2:
            return found
        seen, key = _seen(), (rows.model, text)
        if key not in seen:
            # Where they are common and stand together in few rows, the newest rows would be read for what is in none.
            seen[key] = _together(rows, asked) if _stand_apart(rows, asked) else None
        return found if seen[key] is None else self.filter(pk__in=seen[key])  # type: ignore[attr-defined]


def _stand_apart(rows: Any, asked: Question) -> bool:
    """Whether the words stand together in less than a hundredth of the newest rows."""
    oldest = rows.order_by("-pk").values_list("pk", flat=True)[LOOKED_AT : LOOKED_AT + 1].first()
    some = rows.filter(asked.condition, **({"pk__gt": oldest} if oldest else {})).order_by().values_list("pk")
    return len(some[:FEW]) < FEW


def _together(rows: Any, asked: Question) -> Any:
    """The keys of the rows that hold all the words; read once where there are few, since a page asks several times."""
    found = rows.filter(asked.together).order_by().values_list("pk", flat=True)
    keys = list(found[: MOST_READ + 1])
    return keys if len(keys) <= MOST_READ else found[:MOST_TOGETHER]


def synonym_text() -> str:
    """What the office wrote; what the code brings as long as it wrote nothing."""
    written = SynonymText.objects.values_list("text", flat=True).first()
    return DEFAULT_SYNONYMS if written is None else written


def known_synonyms() -> list[str]:
    """Every word that the region's synonyms hold, as it is written."""
    return list(dict.fromkeys(name for groups in _synonyms().entries.values() for group in groups for name in group))


def forget_synonyms() -> None:
    """They have just been changed."""
    _seen().pop("synonyms", None)


def _synonyms() -> Synonyms:
    seen = _seen()
    if "synonyms" not in seen:
        seen["synonyms"] = read(synonym_text())
    return seen["synonyms"]  # type: ignore[no-any-return]


def _seen() -> dict[Any, Any]:
    """What has been read in this stay in the region: a page asks the same question several times."""
    visit, seen = _of_visit.get()
    if visit is not current_visit():
        visit, seen = current_visit(), {}
        _of_visit.set((visit, seen))
    return seen


def _terms(words: list[str], synonyms: Synonyms) -> Iterator[Term]:
    at = 0
    while at < len(words):
        length = next((n for n in range(MOST_PARTS, 1, -1) if tuple(words[at : at + n]) in synonyms.entries), 1)
        typed = tuple(words[at : at + length])
        others = _others(typed, synonyms)
        yield Term(typed, others, () if others else tuple(_compounds(typed[0], synonyms)))
        at += length


def _others(typed: tuple[str, ...], synonyms: Synonyms) -> tuple[str, ...]:
    """The other words of its groups."""
    groups = synonyms.entries.get(typed, [])
    if not groups and len(typed) == 1:
        groups = [group for form in forms(typed[0]) for group in synonyms.forms.get(form, ())]
    own = forms(" ".join(typed))
    return tuple(dict.fromkeys(name for group in groups for name in group if folded(name) not in own))


def _compounds(word: str, synonyms: Synonyms) -> Iterator[str]:
    """„Kinderrad“ means „Kinderfahrrad“ where „rad“ means „fahrrad“."""
    for begin in range(3, len(word) - 2):
        for group in synonyms.entries.get((word[begin:],), ()):
            for name in map(folded, group):
                if name != word[begin:] and " " not in name:
                    yield word[:begin] + name


def _any(ways: Iterable[Spelling]) -> Q:
    return reduce(or_, (one.condition for one in ways))

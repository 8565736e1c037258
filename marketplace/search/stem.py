"""Which spellings in a text answer a word that somebody typed: „Fahrräder“ finds what „Fahrrad“ finds.

Only the question knows grammar, so no two servers differ over it: PostgreSQL's stemmer changed between 15 and 18. What
is short is looked for at the end of a word („Räder“ in „Kinderrad“), since within words it stands nearly everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q

from marketplace.search.fold import bare

# Nouns whose plural is -er, and those whose plural is nothing but the umlaut.
_ER = (
    "amt bad band bild blatt brett buch dach dorf fach fass feld geist gesicht glas glied grab gut haus holz horn huhn "
    "kalb kind kleid korn kraut lamm land licht lied loch mann mund nest pfand rad rand rind schild schloss strauch "
    "tal tuch volk wald wort wurm"
)
_EN = "boden bogen faden garten graben hafen kasten kragen laden magen ofen schaden wagen"
_ER_PLURAL = re.compile(rf"(.*(?:{_ER.replace(' ', '|')}))ern?")
_EN_PLURAL = re.compile(rf".*(?:{_EN.replace(' ', '|')})")
_WOMEN = re.compile(r"(?<=er)in(?:nen)?$")
_STOP = (
    "als am an auch auf aus bei beim das dem den der des die ein eine einem einen einer eines fuer ich im in ist mit "
    "nach noch nur oder sehr seit und vom von wir zu zum zur"
)
STOP_WORDS = frozenset(_STOP.split())  # left out where other words stand beside them
_CASE = re.compile(r"(?<=....)(?:(?<=e)n|(?<=e[lr])n|(?<=[bdfghklmnrtaioy])s)$")
_E = re.compile(r"(?<=..)(?<!~)(?:en|es|em|e)$")
_UMLAUT_E = re.compile(r"(?<=..)(?<!~)(?:en|e)$")
_ONLY_UMLAUT = re.compile(r"(?:el|er)$")
_LONG = 7
_PREFIX_ONLY = 3  # shorter ones stand in nearly every text: only where a word begins
_INFLECTED = "(e|er|ern|en|em|es|n|s)?"
_SINGULAR = "(e?s)?"


class Spelling(NamedTuple):
    """A part of the column. ``within`` says that words around it do not matter; else ``pattern`` does."""

    text: str
    pattern: str = ""

    @property
    def condition(self) -> Q:
        # The plain text is for the index and for the planner, which take a pattern to stand nearly everywhere.
        contains = Q(words__contains=self.text)
        return contains & Q(words__regex=self.pattern) if self.pattern else contains

    def stands_in(self, words: str) -> bool:
        """The same of a text that no table of the region holds; ``words`` as ``words_in`` writes them."""
        return self.text in words and (not self.pattern or re.search(self.pattern, words) is not None)


def spellings(word: str) -> list[Spelling]:
    """Of a folded word that somebody typed."""
    return without_repeats(_spellings(word))


def forms(word: str) -> set[str]:
    """What two forms of a folded word share."""
    return {word, bare(word), *(one.text for one in spellings(word))}


def synonym_spellings(word: str) -> list[Spelling]:
    """Of a folded word that nobody typed: a short one is not looked for within words."""
    found = [
        _ending(one.text, _INFLECTED) if not one.pattern and len(one.text) < _LONG - 2 and one.text[0] != " " else one
        for one in _spellings(word)
    ]
    return without_repeats(found)


def _spellings(word: str) -> Iterator[Spelling]:
    if len(bare(word)) < _PREFIX_ONLY:
        yield Spelling(f" {word}")
        return
    word = _WOMEN.sub("", word)
    yield Spelling(_CASE.sub("", word))
    plain = bare(word)
    if (match := _ER_PLURAL.fullmatch(plain)) is not None:
        yield _singular(match[1])
    elif plain == word:
        stem = _E.sub("", word)
        if stem != word and stem not in STOP_WORDS:
            yield Spelling(stem) if len(stem) >= _LONG else _ending(stem, _INFLECTED, whole=len(stem) < _LONG - 2)
    elif _EN_PLURAL.fullmatch(plain):
        yield Spelling(plain)
    else:
        marked = _marked(word)
        stem = _UMLAUT_E.sub("", marked)
        if stem != marked:
            yield _singular(stem.replace("~", ""))
        elif _ONLY_UMLAUT.search(marked):
            yield _singular(plain)


def _singular(stem: str) -> Spelling:
    return Spelling(stem) if len(stem) >= _LONG - 1 else _ending(stem, _SINGULAR)


def _ending(stem: str, endings: str, *, whole: bool = False) -> Spelling:
    """The stem at the end of a word: as the whole of it, or behind three letters at least (Kinderrad, not Grad)."""
    before = " " if whole else "( |[a-z0-9]{3})"
    return Spelling(stem, f"{before}{stem}{endings} ")


def _marked(word: str) -> str:
    """With ~ for the e that spells an umlaut out: it begins no ending („schön“ has no -en)."""
    marked = re.sub("(?<=[ao])e", "~", word)
    return re.sub("(?<![aeq])ue", "u~", marked)


def without_repeats(found: Iterable[Spelling]) -> list[Spelling]:
    """Without what another one finds anyway: the column holds each word with and without its umlauts."""
    kept: list[Spelling] = []
    for one in dict.fromkeys(found):
        if not any(_finds(other, one) for other in kept):
            kept = [other for other in kept if not _finds(one, other)]
            kept.append(one)
    return kept


def _finds(one: Spelling, other: Spelling) -> bool:
    return not one.pattern and (one.text in other.text or one.text in bare(other.text))

"""Words that mean the same in a region, as the office writes them: ``rad = fahrrad, bike``, a line or ; for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from marketplace.search.fold import folded
from marketplace.search.stem import forms

MOST_GROUPS, MOST_WORDS, LONGEST = 300, 12, 40
MOST_PARTS = 3  # „smart phone watch“


class Mistake(NamedTuple):
    """What is wrong with a line: ``kind`` is one of the keys that the form has a sentence for."""

    line: int
    kind: str
    text: str


class BadSynonyms(Exception):
    """The text is not understood; it names each line."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


Group = tuple[str, ...]  # as they were written


class Synonyms(NamedTuple):
    """The groups that an entry stands in: by its folded words, and by each form of an entry that is one word."""

    entries: dict[tuple[str, ...], list[Group]]
    forms: dict[str, list[Group]]


def check(text: str) -> None:
    """Refuses with ``BadSynonyms``."""
    mistakes: list[Mistake] = []
    groups = 0
    for number, part in _parts(text):
        groups += 1
        names = _names(part)
        if part.count("=") != 1:
            mistakes.append(Mistake(number, "sign", part))
        elif any(not folded(name) for name in part.replace("=", ",").split(",")):
            mistakes.append(Mistake(number, "empty", part))
        elif len({folded(name) for name in names}) < len(names):
            mistakes.append(Mistake(number, "twice", part))
        elif len(names) > MOST_WORDS or any(_too_long(name) for name in names):
            mistakes.append(Mistake(number, "long", part))
    if groups > MOST_GROUPS:
        mistakes.append(Mistake(0, "many", str(MOST_GROUPS)))
    if mistakes:
        raise BadSynonyms(mistakes)


@lru_cache(maxsize=256)
def read(text: str) -> Synonyms:
    """Lines that make no sense say nothing."""
    found = Synonyms({}, {})
    for _line, part in _parts(text):
        group = tuple(name for name in _names(part) if folded(name) and not _too_long(name))[:MOST_WORDS]
        for name in group if len(group) > 1 else ():
            words = tuple(folded(name).split())
            found.entries.setdefault(words, []).append(group)
            for form in forms(words[0]) if len(words) == 1 else ():
                found.forms.setdefault(form, []).append(group)
    return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        for part in line.partition("#")[0].split(";"):
            if part.strip():
                yield number, part.strip()


def _names(part: str) -> list[str]:
    return [" ".join(name.split()) for name in re.split("[=,]", part)]


def _too_long(name: str) -> bool:
    return len(name) > LONGEST or len(folded(name).split()) > MOST_PARTS

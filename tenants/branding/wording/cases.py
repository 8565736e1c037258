"""A German name with its article in the four cases: „der Kreis Plön, des Kreises Plön, dem Kreis Plön …“."""

from __future__ import annotations

import re
from typing import NamedTuple


class Cases(NamedTuple):
    nominative: str
    genitive: str
    dative: str
    accusative: str


class _Gender(NamedTuple):
    articles: Cases
    adjective: Cases  # its endings behind the article
    noun: str  # the noun's ending in the genitive


_MASCULINE = _Gender(Cases("der", "des", "dem", "den"), Cases("e", "en", "en", "en"), "s")
_MASCULINE_ES = _MASCULINE._replace(noun="es")
_FEMININE = _Gender(Cases("die", "der", "der", "die"), Cases("e", "en", "en", "e"), "")
_NEUTER = _Gender(Cases("das", "des", "dem", "das"), Cases("e", "en", "en", "e"), "es")

# What a word ends with, where the whole name begins with such a word: „Rhein-Erft-Kreis“, „Eifelkreis Bitburg-Prüm“.
_NOUNS = (
    ("kreis", _MASCULINE_ES),
    ("verband", _MASCULINE_ES),
    ("markt", _MASCULINE_ES),
    ("flecken", _MASCULINE),
    ("bezirk", _MASCULINE),
    ("verein", _MASCULINE),
    ("gemeinde", _FEMININE),
    ("gemeinschaft", _FEMININE),
    ("gesellschaft", _FEMININE),
    ("verwaltung", _FEMININE),
    ("region", _FEMININE),
    ("wirtschaftsförderung", _FEMININE),
    ("amt", _NEUTER),
)
# „Neustadt“ and „Darmstadt“ are names; these are words.
_TOWNS = {
    *("stadt", "landeshauptstadt", "hansestadt", "kreisstadt", "universitätsstadt", "bundesstadt", "lutherstadt"),
    *("wissenschaftsstadt", "hochschulstadt", "seestadt", "klingenstadt", "residenzstadt", "bergstadt", "kurstadt"),
    *("barlachstadt", "reformationsstadt", "domstadt", "inselstadt", "fontanestadt", "goethestadt", "skatstadt"),
}
_NAMES_THAT_LOOK_LIKE_WORDS = {"neumarkt", "kernbezirk", "stadtverband"}


def cases_of(name: str) -> Cases:
    """By the words that the name begins with; a bare name has no article and its genitive says „von“."""
    words = name.split()
    at = next((number for number, word in enumerate(words) if _gender(word)), None)
    if at is None or not all(_goes_before(word) for word in words[:at]):
        return Cases(name, f"von {name}", name, name)
    gender = _gender(words[at])
    assert gender is not None  # noqa: S101 - found above
    return Cases(*(_inflected(words, at, gender, number) for number in range(4)))


def _gender(word: str) -> _Gender | None:
    plain = word.lower().strip(",;()")
    if plain.rpartition("-")[2] in _TOWNS:
        return _FEMININE
    if plain in _NAMES_THAT_LOOK_LIKE_WORDS:
        return None
    return next((gender for ending, gender in _NOUNS if plain.endswith(ending)), None)


def _goes_before(word: str) -> bool:
    """„Große“ Kreisstadt, „Märkischer“ Kreis, „Freie und“ Hansestadt, „Hanse- und“ Universitätsstadt."""
    return word == "und" or word.endswith("-") or re.search(r"(?:e|er|es)$", word) is not None


def _inflected(words: list[str], at: int, gender: _Gender, case: int) -> str:
    before = [_adjective(word, gender.adjective[case]) for word in words[:at]]
    noun = words[at] + (gender.noun if case == 1 and not words[at].endswith(gender.noun or "\0") else "")
    return " ".join([gender.articles[case], *before, noun, *words[at + 1 :]])


def _adjective(word: str, ending: str) -> str:
    if word == "und" or word.endswith("-"):
        return word
    return re.sub(r"(?:er|es|e)$", "", word) + ending

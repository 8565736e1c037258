"""Germany's postcodes with their places and their middle, from ``de.csv``; whose data it is stands in ``NOTICE.md``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kreislauf.german import german_sort_key
from kreislauf.places.distance import km_between

FILE = Path(__file__).with_name("de.csv")


class Pin(NamedTuple):
    """Degrees."""

    latitude: float
    longitude: float


class Postcode(NamedTuple):
    code: str
    middle: Pin
    places: tuple[str, ...]


def postcode(code: str) -> Postcode | None:
    """None for what is no postcode with places of its own: it does not exist, or is one of post-office boxes."""
    text = _text()
    start = text.find(f"\n{code},") + 1
    return _read(text[start : text.index("\n", start)]) if len(code) == 5 and start else None


def places_of(code: str) -> tuple[str, ...]:
    """The names of the places that share a postcode, as the alphabet has them."""
    found = postcode(code)
    return found.places if found else ()


def centroid(code: str) -> Pin | None:
    """The middle of the postcode's area."""
    found = postcode(code)
    return found.middle if found else None


def near(latitude: float, longitude: float, *, km: float) -> list[Postcode]:
    """Those whose middle lies within ``km``, nearest first."""
    here = Pin(latitude, longitude)
    found = [(away, one) for one in _all() if (away := km_between(here, one.middle)) <= km]
    return [one for _away, one in sorted(found)]


def find(typed: str, *, most: int = 60) -> list[Postcode]:
    """Those that begin with the digits typed, or that have a place with these words in its name."""
    words = german_sort_key(typed).split()
    if not words:
        return []
    if words[0].isdigit():
        return [one for one in _all() if one.code.startswith(words[0])][:most]
    return [one for one in _all() if any(_has(place, words) for place in one.places)][:most]


def _has(place: str, words: list[str]) -> bool:
    name = german_sort_key(place)
    return all(word in name for word in words)


@cache
def _text() -> str:
    """A third of a megabyte, and all that is kept: the lines are read anew by whoever asks."""
    return "\n" + FILE.read_text(encoding="utf-8")


def _all() -> Iterator[Postcode]:
    return (_read(line) for line in _text().splitlines() if line)


def _read(line: str) -> Postcode:
    code, latitude, longitude, places = line.split(",", 3)
    return Postcode(code, Pin(float(latitude), float(longitude)), tuple(places.split(";")))

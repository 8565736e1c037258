"""The newest rows of every slice that hold some words: a few of each, and a link to each slice's own list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kreislauf.counted import Counted, counted
from kreislauf.house import in_order
from kreislauf.slices import Hit, Search, Slice, Text
from marketplace.search.help import SearchHelp, search_help
from marketplace.search.question import question

MOST_HITS, OF_NEIGHBOURS = 5, 2
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Found:
    """What one list holds; ``url`` is the list with the same question."""

    label: Text
    url: str
    hits: list[Hit]
    number: Counted


@dataclass(frozen=True, slots=True)
class Results:
    found: list[Found]
    help: SearchHelp

    @property
    def number(self) -> Counted:
        return Counted(sum(one.number.n for one in self.found), more=any(one.number.more for one in self.found))


def searches_of(on: Iterable[Slice]) -> list[Search]:
    return list(in_order(search for one in on for search in one.search))


def search_everywhere(text: str, place: str, searches: Iterable[Search]) -> Results:
    asked = {search: _rows(search, place) for search in searches if search.rows is not None}
    found = [_found(search, rows.in_words(text), text, place) for search, rows in asked.items()]
    found = [one for one in found if one.hits]
    said = search_help(text, *asked.values(), hits=sum(one.number.n for one in found))
    return Results(found, said)


def _rows(search: Search, place: str) -> Any:
    assert search.rows is not None  # noqa: S101 - asked by the caller
    rows = search.rows()
    return rows.filter(**{search.place: place}) if place and search.place else rows


def _found(search: Search, rows: Any, text: str, place: str) -> Found:
    newest = list(rows[: MOST_HITS + 1])
    number = counted(rows, most=COUNTED) if len(newest) > MOST_HITS else Counted(len(newest))
    others = search.neighbours(question(text).stands_in, place) if search.neighbours else ()
    shared = list(others)[: max(MOST_HITS - len(newest), OF_NEIGHBOURS)]  # there is room for them among many own ones
    hits = [_hit(search, row) for row in newest[: MOST_HITS - len(shared)]] + shared
    query = urlencode([pair for pair in (("q", text), ("ort", place)) if pair[1]])
    url = f"{reverse(search.route)}?{query}"
    return Found(search.label, url, hits, replace(number, n=number.n + len(others)))


def _hit(search: Search, row: Any) -> Hit:
    hit = search.hit(row) if search.hit else Hit(str(row))
    return hit if hit.url else hit._replace(url=row.get_absolute_url())

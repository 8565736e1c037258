"""The searches that neighbours may watch. Each is declared once, in its app's ``watched.py``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.db.models import QuerySet
from django.http import QueryDict

from kreislauf.house import slices
from kreislauf.slices import Text
from tenants.branding.models import Branding
from tenants.branding.modules import is_on

Search = dict[str, list[str]]  # as it is stored: the fields of an address, without empty ones
MOST_VALUES, LONGEST_VALUE = 30, 80
_WATCHABLE: dict[str, Watchable] = {}


class Item(NamedTuple):
    """How one row reads in a digest. Those of one ``group`` stand together."""

    group: Text
    title: str
    line: str
    url: str


class New(Protocol):
    """The rows that a search finds and that became public after ``since``, until ``until``.

    In the order in which a digest shows them: kind by kind, within a kind the nearest first.
    """

    def __call__(self, query: QueryDict, *, since: datetime, until: datetime) -> QuerySet[Any]: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Watchable:
    """One list with a search. ``kind`` stands in addresses and rows: it never changes."""

    kind: str
    app: str  # of the slice, which a region may switch off
    title: Text  # „Börse“
    fields: tuple[str, ...]  # of the query; others, such as the number of the page, are not watched
    page: Callable[[QueryDict], str]  # the list with this search, as path and query
    words: Callable[[QueryDict], str]  # what is searched for, said in a line
    new: New
    item: Callable[[Any], Item]

    def __post_init__(self) -> None:
        _WATCHABLE[self.kind] = self

    def search_of(self, query: QueryDict) -> Search:
        """What of an address is stored: tidied, in a fixed order, so that the same search is the same."""
        found: Search = {}
        for name in self.fields:
            values = (" ".join(one.replace("\0", "").split())[:LONGEST_VALUE] for one in query.getlist(name))
            if kept := sorted({one for one in values if one})[:MOST_VALUES]:
                found[name] = kept
        return found

    @property
    def is_on(self) -> bool:
        """Whether the region has not switched its slice off."""
        branding = Branding.objects.only("modules").first() or Branding()
        return any(one.app == self.app and is_on(one, branding) for one in slices())


def watchables() -> list[Watchable]:
    """All, in the order of their apps."""
    return list(_WATCHABLE.values())


def watchable(kind: str) -> Watchable | None:
    return _WATCHABLE.get(kind)


def query_of(search: Mapping[str, list[str]]) -> QueryDict:
    """A stored search as an address has it."""
    query = QueryDict(mutable=True)
    for name, values in search.items():
        query.setlist(name, values)
    return query


def key_of(search: Search) -> str:
    """Two searches have the same key if they find the same. Capitals do not count."""
    text = json.dumps({name: [one.casefold() for one in values] for name, values in search.items()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()

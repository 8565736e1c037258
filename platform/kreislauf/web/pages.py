"""Lists of any length: counted up to a limit, and shown page by page without reading what comes before.

Two kinds of pages. Numbered ones are for lists that people narrow by a filter: the last number is where counting ends.
Pages by key are for lists that must be read to their end: a page begins after (``nach-17``) or ends before (``vor-17``)
the row with that key, wherever it stands by now. Both travel as ``?seite=…``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from kreislauf.counted import Counted, counted
from kreislauf.prepared import AskedList

_KEY = re.compile(r"(nach|vor)-([0-9]{1,18})", re.ASCII)


def sliced(found: QuerySet[Any], *, start: int = 0, stop: int, keys_first: bool) -> QuerySet[Any]:
    """Rows of a list. ``keys_first`` is for what must be sorted before: only the rows of the page are joined."""
    return found.filter(pk__in=found.values("pk")[start:stop]) if keys_first else found[start:stop]


class NumberedPages(Paginator):  # type: ignore[type-arg]  # Django's is not generic at run time
    """Django's pages, as far as the rows are counted."""

    keys_first = False

    @cached_property
    def counted(self) -> Counted:
        found: Any = self.object_list
        return found.counted() if isinstance(found, AskedList) else counted(found)

    @cached_property
    def count(self) -> int:
        return self.counted.n

    def page(self, number: int | str) -> Page[Any]:
        n = self.validate_number(number)
        start, stop = (n - 1) * self.per_page, n * self.per_page
        rows = sliced(self.object_list, start=start, stop=stop, keys_first=self.keys_first)  # type: ignore[arg-type]
        return Page(rows, n, self)


def numbered_page(
    found: QuerySet[Any] | AskedList[Any], number: str | None, *, per_page: int, keys_first: bool = False
) -> Page[Any]:
    """The page with that number; the first or the last if there is none. ``keys_first``: see ``sliced``."""
    pages = NumberedPages(found, per_page)  # type: ignore[arg-type]
    pages.keys_first = keys_first
    return pages.get_page(number)


class KeyPage(Sequence[Any]):
    """A page by key, with the names that a template knows of Django's page."""

    paginator = None

    def __init__(self, found: QuerySet[Any], rows: list[Any], *, before: bool, after: bool) -> None:
        self.object_list, self.has_previous, self.has_next = rows, before, after
        self._found = found

    def __len__(self) -> int:
        return len(self.object_list)

    def __getitem__(self, index: Any) -> Any:
        return self.object_list[index]

    @cached_property
    def counted(self) -> Counted:
        """Of the whole list."""
        return counted(self._found) if self.has_other_pages else Counted(len(self))

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def next_page_number(self) -> str:
        return f"nach-{self.object_list[-1].pk}" if self.has_next else ""

    @property
    def previous_page_number(self) -> str:
        return f"vor-{self.object_list[0].pk}" if self.has_previous else ""


def key_page(found: QuerySet[Any], asked: str | None, *, per_page: int, keys_first: bool = False) -> KeyPage:
    """The page that ``asked`` names; the first if it names none. The order's columns are never null.

    They are fields or aliases of the query; the last must be the key. ``keys_first``: see ``sliced``.
    """
    match = _KEY.fullmatch(asked or "")
    order = list(found.query.order_by or found.model._meta.ordering)
    place = match and _place(found, order, int(match[2]))
    if match and place:
        page = _page_from(found, order, place, backwards=match[1] == "vor", per_page=per_page, keys_first=keys_first)
        if page is not None:
            return page
    rows = list(sliced(found, stop=per_page + 1, keys_first=keys_first))
    return KeyPage(found, rows[:per_page], before=False, after=len(rows) > per_page)


def _page_from(
    found: QuerySet[Any],
    order: list[str],
    place: tuple[Any, ...],
    *,
    backwards: bool,
    per_page: int,
    keys_first: bool,
) -> KeyPage | None:
    """None where the first page is meant: nothing comes after the key, or too little before it."""
    if not backwards:
        rows = list(sliced(found.filter(_beyond(order, place)), stop=per_page + 1, keys_first=keys_first))
        return KeyPage(found, rows[:per_page], before=True, after=len(rows) > per_page) if rows else None
    turned = [_turned(name) for name in order]
    before = found.filter(_beyond(turned, place)).order_by(*turned)
    rows = list(sliced(before, stop=per_page + 1, keys_first=keys_first))
    if len(rows) <= per_page:
        return None
    return KeyPage(found, rows[:per_page][::-1], before=True, after=True)


def _place(found: QuerySet[Any], order: list[str], key: int) -> tuple[Any, ...] | None:
    """The values of the order's columns in the row with that key."""
    names = [name.removeprefix("-") for name in order]
    aliases = {name: found.query.annotations[name] for name in names if name in found.query.annotations}
    rows = found.model._default_manager.annotate(**aliases).filter(pk=key)
    place: tuple[Any, ...] | None = rows.values_list(*names).first()
    return place


def _beyond(order: list[str], place: tuple[Any, ...]) -> Q:
    """The rows that come after a place in the order."""
    beyond = Q()
    for last in reversed(range(len(order))):
        name, way = order[last].removeprefix("-"), "lt" if order[last].startswith("-") else "gt"
        beyond = Q(**{f"{name}__{way}": place[last]}) | (Q(**{name: place[last]}) & beyond if beyond else Q())
    # An index begins at the first column's value.
    name, way = order[0].removeprefix("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{name}__{way}": place[0]}) & beyond


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"

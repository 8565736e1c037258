"""The kinds of entries that anybody may send a notice about. Each is declared once, in its app's ``noticed.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse

from kreislauf.regions import current_region
from kreislauf.slices import Text

M = TypeVar("M", bound=Model)
_KINDS: dict[str, Noticeable[Any]] = {}


@dataclass(frozen=True, kw_only=True, eq=False)
class Noticeable(Generic[M]):
    """One kind of entry. ``kind`` stands in addresses and in rows: it never changes."""

    kind: str
    model: type[M]
    title: Text  # „Anzeige“
    rows: Callable[[], QuerySet[M]]  # with what the functions below need
    is_shown: Callable[[M], bool]  # whether visitors see it
    author: Callable[[M], str]  # the address; empty for who has none
    words: Callable[[M], str]  # what visitors read, copied when a notice comes in
    page: str  # the office's page about one, which takes its number
    # (row, reason=, by=, at=) and (row, by=, at=): take it from the site and put it back; both repeatable.
    hide: Callable[..., object]
    show: Callable[..., object]
    version: Callable[[M], int] = lambda row: getattr(row, "version", 1)
    edit_address: Callable[[M], str] = lambda row: ""  # where the author changes it, with the host

    def __post_init__(self) -> None:
        _KINDS[self.kind] = self

    def row(self, pk: int) -> M | None:
        return self.rows().filter(pk=pk).first()

    def address(self, row: M) -> str:
        """Of its public page, without the host."""
        return str(row.get_absolute_url())  # type: ignore[attr-defined]

    def office_address(self, pk: int) -> str:
        return reverse(self.page, args=[pk])


def noticeables() -> list[Noticeable[Any]]:
    """All kinds, in the order of their apps."""
    return list(_KINDS.values())


def noticeable_named(kind: str) -> Noticeable[Any] | None:
    return _KINDS.get(kind)


def absolute(path: str) -> str:
    """With the region's host, for mails."""
    return current_region().url + path

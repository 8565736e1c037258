"""What waits for staff, over all kinds, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.timesince import timesince

from kreislauf.counted import Counted, counted
from marketplace.review.kinds import Review, review_named, review_of, reviews
from marketplace.review.models import Reviewed
from marketplace.review.words import state_kind, state_word

SHOWN = 5  # above a slice's own list


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in lists; ``shown`` reads as it would be approved."""

    review: Review[Any]
    row: Reviewed
    shown: Reviewed

    @property
    def name(self) -> str:
        """``business:17``, in forms."""
        return f"{self.review.kind}:{self.row.pk}"

    @property
    def url(self) -> str:
        """Of the office's page about it."""
        return self.review.address(self.row)

    @property
    def line(self) -> str:
        return self.review.line(self.shown)

    @property
    def text(self) -> str:
        return self.review.text(self.shown)

    @property
    def doubts(self) -> Sequence[str]:
        return self.review.doubts(self.shown)

    @property
    def state(self) -> str:
        return state_word(self.row)

    @property
    def state_kind(self) -> str:
        return state_kind(self.row)

    @property
    def since(self) -> datetime:
        return self.row.asked_at or self.row.submitted_at

    @property
    def age(self) -> str:
        """``2 Tage``."""
        return timesince(self.since, depth=1)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to: one kind, and whether staff has to decide or a submitter to answer."""

    kind: str = ""
    asked: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Filter:
        kind = query.get("art", "")
        return cls(kind if review_named(kind) else "", query.get("stand") == "rueckfrage")


def oldest(wanted: Filter | None = None, *, most: int) -> list[Entry]:
    """As many as ``most``, those that have waited longest first."""
    wanted = wanted or Filter()
    found = [row for review in _kinds(wanted.kind) for row in _rows(review, asked=wanted.asked)[:most]]
    found.sort(key=lambda row: (row.submitted_at, row.pk))
    return list(_entries(found[:most]))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those of a kind that wait longest; ``more`` says that others wait behind them."""

    kind: str
    entries: list[Entry]
    more: bool


def longest_waiting(kind: str) -> Waiting | None:
    """Nothing where nobody waits."""
    found = oldest(Filter(kind), most=SHOWN + 1)
    return Waiting(kind, found[:SHOWN], more=len(found) > SHOWN) if found else None


def chosen(names: Sequence[tuple[str, int]]) -> list[Entry]:
    """Of these kinds and numbers, those that still wait, the oldest first."""
    found: list[Reviewed] = []
    for review in reviews():
        numbers = [pk for kind, pk in names if kind == review.kind]
        if numbers:
            found += _rows(review).filter(pk__in=numbers)
    return list(_entries(sorted(found, key=lambda row: (row.submitted_at, row.pk))))


def waiting_by_kind() -> list[tuple[Review[Any], Counted]]:
    return [(one, counted(_rows(one))) for one in reviews()]


def answers_missing() -> Counted:
    return in_all(counted(_rows(one, asked=True)) for one in reviews())


def in_all(several: Iterable[Counted]) -> Counted:
    """Their sum."""
    several = list(several)
    return Counted(sum(one.n for one in several), more=any(one.more for one in several))


def _kinds(kind: str) -> list[Review[Any]]:
    return [one for one in reviews() if not kind or one.kind == kind]


def _rows(review: Review[Any], *, asked: bool = False) -> Any:
    found = review.model._default_manager.all()
    rows = found.asked() if asked else found.waiting()
    return rows.select_related(*review.related).order_by("submitted_at", "pk")


def _entries(rows: Iterable[Reviewed]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(review_of(row), row, row.proposed())

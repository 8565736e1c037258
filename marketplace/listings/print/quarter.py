"""Three months of the board in numbers, for the council and the press. From five on a number is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple, Self, TypeVar

from django.db.models import Count, F, Model, QuerySet
from django.utils.translation import gettext as _

from kreislauf.audit.models import Entry
from kreislauf.german import midnight
from marketplace.listings.models import Kind, Listing, Outcome, OutcomePlace
from marketplace.listings.print.figures import LEAST, grouped
from marketplace.listings.print.median import Median

M = TypeVar("M", bound=Model)
MOST_CATEGORIES = 5


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int  # 1 to 4

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def named(cls, name: str) -> Self | None:
        """``2026-3``; None for anything else."""
        year, _dash, number = name.partition("-")
        if not (year.isascii() and year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4")):
            return None
        return cls(int(year), int(number)) if 2000 <= int(year) <= 9000 else None

    @property
    def before(self) -> Quarter:
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self._after - timedelta(days=1)

    @property
    def _after(self) -> date:
        return date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, 3 * self.number + 1, 1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From, and until without."""
        return midnight(self.first), midnight(self._after)

    def within(self, rows: QuerySet[M], column: str) -> QuerySet[M]:
        start, end = self.moments
        return rows.filter(**{f"{column}__gte": start, f"{column}__lt": end})

    @property
    def name(self) -> str:
        return f"{self.year}-{self.number}"

    def __str__(self) -> str:
        return _("%(number)s. Quartal %(year)s") % {"number": self.number, "year": self.year}


class KindRow(NamedTuple):
    """Of one kind in the quarter. ``new`` were released; the others ended."""

    kind: Kind
    new: int
    here: int
    elsewhere: int
    withdrawn: int
    expired: int


@dataclass(frozen=True)
class QuarterFigures:
    """Exact numbers; whoever shows one asks ``shown``."""

    quarter: Quarter

    @cached_property
    def kinds(self) -> list[KindRow]:
        new = Counter(dict(self._released().values_list("kind").annotate(number=Count("pk")).order_by()))
        ended = self.quarter.within(Listing.objects.all(), "closed_at")
        by_outcome = ended.values_list("kind", "outcome", "outcome_place").annotate(number=Count("pk")).order_by()
        ends = Counter({(kind, outcome, place): number for kind, outcome, place, number in by_outcome})
        return [
            KindRow(
                kind,
                new[kind.pk],
                ends[kind.pk, Outcome.DONE, OutcomePlace.HERE],
                sum(ends[kind.pk, Outcome.DONE, place] for place in (OutcomePlace.ELSEWHERE, "")),
                ends[kind.pk, Outcome.WITHDRAWN, ""],
                ends[kind.pk, Outcome.EXPIRED, ""],
            )
            for kind in Kind.objects.on()
        ]

    def total(self, column: str) -> int:
        return sum(getattr(row, column) for row in self.kinds)

    @cached_property
    def helped(self) -> int:
        """Requests for help that somebody has taken and seen to."""
        return sum(row.here for row in self.kinds if row.kind.answered_by_id is not None)

    @cached_property
    def hours_to_release(self) -> float | None:
        """The median from handing in to staff's decision; None where there were fewer than five."""
        released = self._released().filter(approved_at__gt=F("submitted_at"))
        if released.count() < LEAST:
            return None
        median: timedelta = released.aggregate(one=Median(F("approved_at") - F("submitted_at")))["one"]
        return median.total_seconds() / 3600

    @cached_property
    def asked_categories(self) -> list[tuple[str, int]]:
        """What most messages were about, from five on. The log knows it: messages are deleted after 90 days."""
        entries = self.quarter.within(Entry.objects.filter(action="listing.written_to"), "at")
        asked = dict(entries.order_by().values_list("subject_id").annotate(number=Count("pk")))
        names = Listing.objects.filter(pk__in=asked).values_list("pk", "category__name", "kind__name")
        counts = Counter[str]()
        for pk, category, kind in names:
            counts[f"{category} ({kind})" if category else kind] += asked[pk]
        rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        return [row for row in rows if row[1] >= LEAST][:MOST_CATEGORIES]

    def _released(self) -> QuerySet[Listing]:
        return self.quarter.within(Listing.objects.filter(approved_at__isnull=False), "confirmed_at")


def shown(number: int) -> str:
    """„212“, „unter 5“, or a dash for none."""
    if number == 0:
        return "–"
    return grouped(number) if number >= LEAST else str(_("unter 5"))


def shown_total(numbers: list[int]) -> str:
    """The sum, „rund“ where one of the numbers is hidden, so that nobody works it out."""
    total = rounded_total(numbers)
    if not _is_hidden(numbers):
        return shown(total)
    return _("rund %(number)s") % {"number": grouped(total)} if total else str(_("unter 5"))


def rounded_total(numbers: list[int]) -> int:
    """To the nearest five where one of them is hidden."""
    total = sum(numbers)
    return 5 * round(total / 5) if _is_hidden(numbers) else total


def _is_hidden(numbers: list[int]) -> bool:
    return any(0 < number < LEAST for number in numbers)

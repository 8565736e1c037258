"""What the board did in a period, by month and kind: for the office's page and the council's report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Aggregate, Count, DurationField, F, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from marketplace.listings.models import Ask, Counted, Daily, Kind, Listing, Outcome, OutcomePlace
from marketplace.listings.statistics.period import Period

FEWEST = 5  # smaller counts of what people did could be somebody: they are shown as „unter 5“


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each thing happened."""

    released: int = 0
    here: int = 0  # given away through this site
    elsewhere: int = 0
    withdrawn: int = 0
    expired: int = 0
    removed: int = 0  # by staff
    views: int = 0
    messages: int = 0  # forwarded to an author
    helped: int = 0  # requests for help that somebody took


@dataclass(frozen=True, slots=True)
class Numbers:
    """``rows`` holds what is not zero, by the first day of the month and the kind's number (None: the whole board)."""

    period: Period
    kinds: tuple[Kind, ...]
    rows: dict[tuple[date, int | None], Counts]
    hours_to_release: float | None  # half of the listings were released within; None without any

    @property
    def total(self) -> Counts:
        return summed(self.rows.values())

    @property
    def quiet(self) -> Counts:
        """The sums over the months that are shown: nobody finds out a hidden one by subtracting.

        Where all are hidden, it is the whole sum.
        """
        months, total = [counts for _month, counts in self.months()], self.total
        shown = {
            name: sum(number for counts in months if not is_few(number := getattr(counts, name)))
            for name in Counts.__slots__
        }
        return Counts(**{name: number or getattr(total, name) for name, number in shown.items()})

    def months(self) -> Iterator[tuple[date, Counts]]:
        """Each month of the period that has begun, the oldest first."""
        for month in self.period.months():
            yield month, summed(counts for (of, _kind), counts in self.rows.items() if of == month)

    def by_kind(self) -> Iterator[tuple[Kind, Counts]]:
        for kind in self.kinds:
            yield kind, summed(counts for (_month, pk), counts in self.rows.items() if pk == kind.pk)


def is_few(number: int) -> bool:
    return 0 < number < FEWEST


def in_words(number: int) -> str:
    """``1.479``, and ``unter 5`` for what could be somebody."""
    return _("unter 5") if is_few(number) else number_format(number, force_grouping=True)


def summed(several: Iterable[Counts]) -> Counts:
    sums = Counter[str]()
    for counts in several:
        sums.update({name: getattr(counts, name) for name in Counts.__slots__})
    return Counts(**sums)


def numbers_of(period: Period) -> Numbers:
    """Of the current region, in seven queries."""
    found: dict[tuple[date, int | None], Counter[str]] = {}
    for name, rows in _questions(period):
        for month, kind, number in rows:
            day = month.date() if isinstance(month, datetime) else month
            found.setdefault((day, kind), Counter())[name] += number
    return Numbers(
        period=period,
        kinds=tuple(Kind.objects.all()),
        rows={key: Counts(**counter) for key, counter in found.items()},
        hours_to_release=_hours_to_release(period),
    )


Rows = Iterable[tuple[date | datetime, int | None, int]]


def _questions(period: Period) -> Iterator[tuple[str, Rows]]:
    since, until = period.moments
    released = Listing.objects.filter(released_at__gte=since, released_at__lt=until)
    yield "released", _by_month(released, "released_at", "kind")
    yield from _outcomes(since, until)
    taken = Ask.objects.filter(took_at__gte=since, took_at__lt=until, failed_at__isnull=True)
    yield "helped", _by_month(taken, "took_at", "wanted__kind")
    for name, what in (("views", Counted.VIEW), ("messages", Counted.MESSAGE)):
        days = Daily.objects.filter(what=what, day__gte=period.first, day__lte=period.last).order_by()
        months = days.annotate(month=TruncMonth("day")).values_list("month", "kind")
        yield name, months.annotate(number=Sum("number"))


def _outcomes(since: datetime, until: datetime) -> Iterator[tuple[str, Rows]]:
    names = {
        (Outcome.DONE, OutcomePlace.HERE): "here",
        (Outcome.DONE, OutcomePlace.ELSEWHERE): "elsewhere",
        (Outcome.DONE, ""): "elsewhere",  # nobody said how
        (Outcome.WITHDRAWN, ""): "withdrawn",
        (Outcome.EXPIRED, ""): "expired",
        (Outcome.REMOVED, ""): "removed",
    }
    closed = Listing.objects.filter(closed_at__gte=since, closed_at__lt=until, released_at__isnull=False).order_by()
    rows = closed.annotate(month=TruncMonth("closed_at")).values_list("month", "kind", "outcome", "outcome_place")
    for month, kind, outcome, place, number in rows.annotate(number=Count("pk")):
        yield names[Outcome(outcome), place], [(month, kind, number)]


def _by_month(rows: QuerySet[Listing] | QuerySet[Ask], moment: str, kind: str) -> Rows:
    months = rows.order_by().annotate(month=TruncMonth(moment)).values_list("month", kind)
    return months.annotate(number=Count("pk"))


def _hours_to_release(period: Period) -> float | None:
    """The median, from the moment when its writer had confirmed it."""
    since, until = period.moments
    rows = Listing.objects.filter(released_at__gte=since, released_at__lt=until, confirmed_at__isnull=False)
    waited = F("released_at") - F("confirmed_at")
    median: timedelta | None = rows.aggregate(median=_Median(waited))["median"]
    return median.total_seconds() / 3600 if median is not None else None


class _Median(Aggregate):
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

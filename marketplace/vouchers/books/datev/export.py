"""What goes to the tax adviser: whose journals of a period, what they add up to, and the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import chain, count, islice
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from billing.ledger.models import Entry
from kreislauf.batches import batches
from kreislauf.web.remembered import remembered
from marketplace.vouchers.books.datev.bookings import Booked, booked
from marketplace.vouchers.books.datev.extf import MOST_LINES, Batch, Booking, file_lines
from marketplace.vouchers.books.datev.journals import AT_ONCE, Scope, journals_of, written
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import DatevSettings

File = tuple[str, Iterator[bytes]]


class TwoBusinessYears(Exception):
    """The period lies in two business years, and the year of a booking stands in the head of its file alone."""

    def __init__(self, second: date) -> None:
        super().__init__(second)
        self.second = second  # when the second one begins


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the preview: so many journals of a kind, between these two accounts. Empty: they book nothing."""

    kind: str
    account: str
    against: str
    tax_key: str
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Preview:
    """``ledger_cents`` is asked of the ledger: the debit side of all journals, which the file and what it leaves out
    must come to."""

    rows: list[Row]
    journals: int
    lines: int
    ledger_cents: int

    @property
    def booked_cents(self) -> int:
        return sum(row.cents for row in self.rows if row.account)

    @property
    def silent(self) -> list[Row]:
        """What books nothing, because it was taxed before."""
        return [row for row in self.rows if not row.account]

    @property
    def agrees(self) -> bool:
        return self.ledger_cents == sum(row.cents for row in self.rows)


def business_year(settings: DatevSettings, period: Period) -> date:
    """The day on which the business year of the whole period began. Refuses with TwoBusinessYears."""
    begins = date(period.first.year, settings.year_month, 1)
    if begins > period.first:
        begins = date(period.first.year - 1, settings.year_month, 1)
    following = date(begins.year + 1, settings.year_month, 1)
    if period.last >= following:
        raise TwoBusinessYears(following)
    return begins


def bookings_of(settings: DatevSettings, scope: Scope, period: Period) -> Iterator[Booked]:
    """Every journal of the period once, the oldest first."""
    accounts = settings.accounts
    for some in batches(written(scope, settings.business, period), AT_ONCE):
        yield from booked(some, accounts, taxed=scope is not Scope.ALL, business_id=settings.business_id)


def preview(settings: DatevSettings, scope: Scope, period: Period) -> Preview:
    """A few minutes old where there is much; new at once for other accounts."""
    accounts = settings.accounts
    chosen = f"{sorted(accounts.accounts.items())}{sorted(accounts.tax_keys.items())}{accounts.taxed_at}"
    whose = f"{scope} {settings.business_id} {period.first} {period.last} {sha256(chosen.encode()).hexdigest()[:16]}"
    over = journals_of(scope, settings.business, period).order_by()
    rows, *counts = remembered(f"datev {whose}", lambda: _plain(_preview(settings, scope, period)), over=over)
    return Preview([Row(*row) for row in rows], *counts)


def _plain(found: Preview) -> list[Any]:
    """As a cache can hold it."""
    return [[list(astuple(row)) for row in found.rows], found.journals, found.lines, found.ledger_cents]


def _preview(settings: DatevSettings, scope: Scope, period: Period) -> Preview:
    counts, sums = Counter[tuple[str, str, str, str]](), Counter[tuple[str, str, str, str]]()
    journals = lines = 0
    for one in bookings_of(settings, scope, period):
        journals, lines = journals + 1, lines + len(one.bookings)
        for name, cents in _named(one):
            counts[name] += 1
            sums[name] += cents
    rows = [Row(*name, counts[name], sums[name]) for name in sorted(sums, key=lambda name: (not name[1], name))]
    return Preview(rows, journals, lines, _ledger_cents(settings, scope, period))


def batch_of(settings: DatevSettings, period: Period, *, made_at: datetime) -> Batch:
    """Refuses with TwoBusinessYears."""
    return Batch(
        adviser=settings.adviser,
        client=settings.client,
        year_start=business_year(settings, period),
        account_length=settings.account_length,
        first=period.first,
        last=period.last,
        name=f"Gutscheine {period.first:%d.%m.}-{period.last:%d.%m.%Y}",
        chart=settings.chart,
        made_at=timezone.localtime(made_at),
    )


def lines_of(settings: DatevSettings, scope: Scope, period: Period) -> Iterator[Booking]:
    for one in bookings_of(settings, scope, period):
        yield from one.bookings


def files_of(settings: DatevSettings, scope: Scope, period: Period, *, made_at: datetime) -> Iterator[File]:
    """Name and lines; another one for each MOST_LINES. Read in order. Refuses with TwoBusinessYears."""
    batch = batch_of(settings, period, made_at=made_at)
    name = f"EXTF_Gutscheine_{period.first:%Y-%m-%d}_{period.last:%Y-%m-%d}"  # DATEV finds files by this beginning
    rest = lines_of(settings, scope, period)
    yield f"{name}.csv", file_lines(batch, islice(rest, MOST_LINES))
    for number in count(2):
        following = next(rest, None)
        if following is None:
            return
        yield f"{name}_Teil-{number}.csv", file_lines(batch, chain([following], islice(rest, MOST_LINES - 1)))


def _named(one: Booked) -> Iterator[tuple[tuple[str, str, str, str], int]]:
    """Debit first, as people read it. What moves nothing is named by its kind alone."""
    for line in one.bookings:
        debit, credit = (line.account, line.against) if line.is_debit else (line.against, line.account)
        yield (one.kind, debit, credit, line.tax_key), line.cents
    if not one.bookings:
        yield (one.kind, "", "", ""), one.cents


def _ledger_cents(settings: DatevSettings, scope: Scope, period: Period) -> int:
    journals = journals_of(scope, settings.business, period).order_by().values("pk")
    moved = Entry.objects.filter(cents__gt=0, journal__in=journals)
    cents: int = moved.aggregate(cents=Sum("cents", default=0))["cents"]
    return cents

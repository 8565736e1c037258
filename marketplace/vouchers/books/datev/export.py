"""What goes to the tax adviser: whose journals of a period, what they add up to, and the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from billing.ledger.accounts import claim_of, open_of, redeemed_of
from billing.ledger.models import Entry, Journal
from billing.payments.models import Charge, Chargeback, Refund
from kreislauf.batches import batches
from marketplace.businesses.models import Business
from marketplace.vouchers.books.datev.bookings import Booked, booked
from marketplace.vouchers.books.datev.extf import Batch, Booking
from marketplace.vouchers.books.journal_owners import attempts_of
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import DatevSettings

AT_ONCE = 1000


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
    """``ledger_cents`` is the debit side of all journals: what the file holds and what it leaves out, together."""

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


def journals_of(business: Business | None, period: Period) -> QuerySet[Journal]:
    """Those of a business: what it sold, and the money for it. Without a business all of the region's."""
    start, end = period.moments
    found = Journal.objects.filter(at__gte=start, at__lt=end)
    return found if business is None else found.filter(_touches(business))


def bookings_of(settings: DatevSettings, period: Period) -> Iterator[Booked]:
    """Every journal of the period once, the oldest first."""
    found = journals_of(settings.business, period).order_by("at", "pk").prefetch_related("entries__account")
    for some in batches(found.iterator(AT_ONCE), AT_ONCE):
        yield from booked(some, settings.accounts, taxed=settings.business is not None)


def preview(settings: DatevSettings, period: Period) -> Preview:
    counts, sums = Counter[tuple[str, str, str, str]](), Counter[tuple[str, str, str, str]]()
    journals = lines = ledger_cents = 0
    for one in bookings_of(settings, period):
        journals, lines, ledger_cents = journals + 1, lines + len(one.bookings), ledger_cents + one.cents
        for name, cents in _named(one):
            counts[name] += 1
            sums[name] += cents
    rows = [Row(*name, counts[name], sums[name]) for name in sorted(sums, key=lambda name: (not name[1], name))]
    return Preview(rows, journals, lines, ledger_cents)


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


def lines_of(settings: DatevSettings, period: Period) -> Iterator[Booking]:
    for one in bookings_of(settings, period):
        yield from one.bookings


def _named(one: Booked) -> Iterator[tuple[tuple[str, str, str, str], int]]:
    """Debit first, as people read it. What moves nothing is named by its kind alone."""
    for line in one.bookings:
        debit, credit = (line.account, line.against) if line.is_debit else (line.against, line.account)
        yield (one.kind, debit, credit, line.tax_key), line.cents
    silent_cents = one.cents - sum(line.cents for line in one.bookings)
    if silent_cents:
        yield (one.kind, "", "", ""), silent_cents


def _touches(business: Business) -> Q:
    codes = [open_of(business.pk), redeemed_of(business.pk), claim_of(business.pk)]
    attempts = attempts_of(business.pk)
    charges = Charge.objects.filter(attempt__in=attempts).order_by()
    return (
        Q(pk__in=Entry.objects.filter(account__code__in=codes).values("journal"))
        | Q(key__in=_keys("charge", charges))
        | Q(key__in=_keys("refund", Refund.objects.filter(charge__in=charges)))
        | Q(key__in=_keys("taken-back", Chargeback.objects.filter(charge__in=charges)))
    )


def _keys(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    name = Concat(Value(f"{kind}:"), Cast("pk", CharField()))
    return rows.order_by().annotate(journal_key=name).values_list("journal_key", flat=True)


def months_of(period: Period) -> Iterable[Period]:
    """The months of a period, each in its own bounds: DATEV recommends a file for each."""
    first = period.first
    while first <= period.last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield Period(first, min(period.last, following - timedelta(days=1)))
        first = following

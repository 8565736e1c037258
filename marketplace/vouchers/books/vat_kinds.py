"""What was sold, redeemed and refunded in each month, by how vouchers are taxed (§ 3 Abs. 13–15 UStG)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from billing.ledger.accounts import open_of
from billing.ledger.models import Entry
from kreislauf.batches import batches
from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from marketplace.vouchers.books.journal_owners import sales_of
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.books.statement import vat_words
from marketplace.vouchers.models import Redemption, Reversal, VatKind, Voucher

AT_ONCE = 1000
_BACK = Q(journal__key__startswith="return:") | Q(journal__key__startswith="block:")
_BACK |= Q(journal__key__startswith="restore:")

Name = tuple[date, str, int | None]  # month, VAT kind, rate


@dataclass(frozen=True, slots=True)
class Row:
    """``refunded_cents`` is what buyers or their banks got back of it. A reversal counts in its own month."""

    month: date
    vat_kind: str
    vat_rate: int | None
    sold_cents: int = 0
    redeemed_cents: int = 0
    refunded_cents: int = 0

    @property
    def words(self) -> str:
        return vat_words(self.vat_kind, self.vat_rate)

    @property
    def taxed_cents(self) -> int:
        """Gross sales of the month for the VAT return: sold, where the tax is known at issue, else redeemed."""
        if self.vat_kind == VatKind.SINGLE:
            return self.sold_cents - self.refunded_cents
        return self.redeemed_cents


def vat_rows(period: Period, business: Business | None = None) -> list[Row]:
    """By month, then single-purpose by rate, multi-purpose last. A few minutes old in a large region."""
    key = f"vat {period.first} {period.last} of {business.pk if business else 'all'}"
    rows = remembered(key, lambda: list(_plain(period, business)), over=Voucher.objects.all())
    return [Row(date.fromisoformat(month), *rest) for month, *rest in rows]


def totals(rows: list[Row]) -> list[Row]:
    """The same over the whole period, one row for each kind and rate."""
    sums: dict[tuple[str, int | None], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        parts = (row.sold_cents, row.redeemed_cents, row.refunded_cents)
        sums[row.vat_kind, row.vat_rate] = [a + b for a, b in zip(sums[row.vat_kind, row.vat_rate], parts, strict=True)]
    return [Row(date.min, *kind, *sums[kind]) for kind in sorted(sums, key=_order)]


def _plain(period: Period, business: Business | None) -> Iterator[list[Any]]:
    """As a cache can hold it: without dates."""
    sums: dict[Name, list[int]] = defaultdict(lambda: [0, 0, 0])
    for column, found in enumerate((_sold(period, business), _redeemed(period, business), _refunded(period, business))):
        for name, cents in found:
            sums[name][column] += cents
    for month, kind, rate in sorted(sums, key=lambda name: (name[0], _order(name[1:]))):
        yield [month.isoformat(), kind, rate, *sums[month, kind, rate]]


def _sold(period: Period, business: Business | None) -> Iterator[tuple[Name, int]]:
    vouchers = Voucher.objects.filter(business=business) if business else Voucher.objects.all()
    yield from _by_month(vouchers, "issued_at", "order__", "value_cents", period)


def _redeemed(period: Period, business: Business | None) -> Iterator[tuple[Name, int]]:
    """Of a business also what it took for the region: whoever gives the goods owes the tax (§ 3 Abs. 15 UStG)."""
    way = "redemption__voucher__order__"
    for condition in _taken_by(business):
        redemptions = Redemption.objects.filter(**condition)
        yield from _by_month(redemptions, "redeemed_at", "voucher__order__", "amount_cents", period)
        reversals = Reversal.objects.filter(**{f"redemption__{name}": value for name, value in condition.items()})
        for name, cents in _by_month(reversals, "reversed_at", way, "redemption__amount_cents", period):
            yield name, -cents


def _taken_by(business: Business | None) -> list[dict[str, Any]]:
    """Two questions, of which each has an index."""
    if business is None:
        return [{}]
    return [{"voucher__business": business, "elsewhere__isnull": True}, {"elsewhere": business}]


def _by_month(rows: QuerySet[Any], moment: str, order: str, amount: str, period: Period) -> Iterator[tuple[Name, int]]:
    start, end = period.moments
    found = rows.filter(**{f"{moment}__gte": start, f"{moment}__lt": end}).order_by()
    grouped = found.annotate(month=TruncMonth(moment)).values_list("month", f"{order}vat_kind", f"{order}vat_rate")
    for month, kind, rate, cents in grouped.annotate(Sum(amount)):
        yield (_month(month), kind, rate), cents


def _refunded(period: Period, business: Business | None) -> Iterator[tuple[Name, int]]:
    """Of the ledger, which alone knows a chargeback that took a part; there are few."""
    start, end = period.moments
    entries = Entry.objects.filter(_BACK, journal__at__gte=start, journal__at__lt=end)
    code = open_of(business.pk) if business else ""
    entries = entries.filter(account__code=code) if code else entries.filter(account__code__startswith="open:")
    moved = entries.order_by("pk").values_list("journal__key", "journal__at", "cents")
    for some in batches(moved.iterator(AT_ONCE), AT_ONCE):
        sales = sales_of([key for key, _at, _cents in some])
        for key, at, cents in some:
            kind = VatKind.SINGLE if sales[key].is_single else VatKind.MULTI
            yield (_month(at), str(kind), sales[key].rate), cents


def _month(moment: datetime) -> date:
    return timezone.localdate(moment).replace(day=1)


def _order(kind: tuple[str, int | None]) -> tuple[bool, int]:
    return kind[0] != VatKind.SINGLE, -(kind[1] or 0)

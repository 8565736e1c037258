"""Journals of the ledger as bookings between the accounts of somebody's tax adviser.

A single-purpose voucher is revenue when it is issued (§ 3 Abs. 14 UStG), so its redemption moves nothing. A
multi-purpose one is owed until it is redeemed (Abs. 15). Money back takes revenue, or what was owed, away again.
What other slices sell is revenue when it is paid, on the accounts that they name (§ 13 Abs. 1 Nr. 1 a Satz 4 UStG).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kreislauf.house import declared
from marketplace.vouchers.books.datev.chart import Chart
from marketplace.vouchers.books.datev.extf import Booking
from marketplace.vouchers.books.datev.for_the_region import seen_by_taker
from marketplace.vouchers.books.datev.journals import Written
from marketplace.vouchers.books.journal_owners import Sale, sales_of
from marketplace.vouchers.models import TaxSplit

# An account of ours → the name of the adviser's; all others are money that only passes through.
_STANDS_FOR = {"money": "money", "paid-out": "bank", "fees": "fees", "claim": "claims"} | {
    "subsidy-promised": "claims",  # the region owes it
    "subsidy-paid": "bank",
    "settled": "bank",
}

Side = tuple[str, str, int]  # account, tax key, cents above zero


@dataclass(frozen=True, slots=True)
class Booked:
    """A journal and its lines; none where both sides are the same account, as when single-purpose is redeemed."""

    kind: str
    cents: int  # the journal's debit side
    bookings: list[Booking]


def booked(
    journals: Sequence[Written], chart: Chart, *, taxed: bool = True, business_id: int | None = None
) -> Iterator[Booked]:
    """One for each journal, in their order, as ``business_id`` sees it; None is the region.

    ``taxed`` is false for a region's view of everything that its businesses sold: their revenue is none of its own.
    """
    sales = sales_of([journal.key for journal in journals]) if taxed else {}
    splits, zone = _splits(sales), timezone.get_default_timezone()
    for journal in journals:
        sale = sales.get(journal.key)
        split = splits.get(sale.redemption_id) if sale and sale.redemption_id else None
        seen = journal if business_id is None else seen_by_taker(journal, business_id)
        yield _booked(seen, chart, sale, split, on=journal.at.astimezone(zone).date())


def _booked(journal: Written, chart: Chart, sale: Sale | None, split: TaxSplit | None, *, on: date) -> Booked:
    debited: list[Side] = []
    credited: list[Side] = []
    for code, cents in zip(journal.codes, journal.cents, strict=True):
        side = debited if cents > 0 else credited
        side.extend(_sides(code, abs(cents), chart, sale, split))
    reference = sale.number if sale else journal.key
    lines = [
        _booking(debit, credit, cents, on=on, reference=reference, journal=journal)
        for debit, credit, cents in matched(debited, credited)
        if debit[0] != credit[0]
    ]
    return Booked(journal.key.partition(":")[0], sum(cents for *_account, cents in debited), lines)


def _sides(code: str, cents: int, chart: Chart, sale: Sale | None, split: TaxSplit | None) -> list[Side]:
    """One side of the adviser's booking, or a few where a redemption was divided among tax rates."""
    kind = code.partition(":")[0]
    if kind in ("open", "redeemed") and sale and sale.is_single:
        return [(*chart.revenue(sale.rate or 0), cents)]
    if kind == "open":
        return [(chart.accounts["open"], "", cents)]
    if kind == "redeemed":
        if sale is None or chart.taxed_at is None:
            return [(chart.accounts["till"], "", cents)]
        by_rate = split.by_rate if split else {chart.taxed_at: cents}
        return [(*chart.revenue(rate), part) for rate, part in by_rate.items()]
    if sale is not None and kind in (revenue := declared("revenue_accounts")):
        return [(*chart.revenue((sale.rate or 0) if revenue[kind] else 0), cents)]
    return [(chart.accounts[_STANDS_FOR.get(kind, "clearing")], "", cents)]


def matched(debited: Sequence[Side], credited: Sequence[Side]) -> Iterator[tuple[Side, Side, int]]:
    """So much from one account to another, until both sides are used up; they have the same sum."""
    debit_side, credit_side = list(debited), list(credited)
    while debit_side and credit_side:
        debit, credit = debit_side.pop(0), credit_side.pop(0)
        cents = min(debit[2], credit[2])
        yield debit, credit, cents
        if debit[2] > cents:
            debit_side.insert(0, (*debit[:2], debit[2] - cents))
        if credit[2] > cents:
            credit_side.insert(0, (*credit[:2], credit[2] - cents))


def _booking(debit: Side, credit: Side, cents: int, *, on: date, reference: str, journal: Written) -> Booking:
    """The account with the tax key stands as „Gegenkonto“, to which DATEV applies it."""
    is_debit = not debit[1]
    account, against = (debit, credit) if is_debit else (credit, debit)
    return Booking(
        on=on,
        cents=cents,
        is_debit=is_debit,
        account=account[0],
        against=against[0],
        tax_key=against[1],
        reference=reference,
        second=str(journal.pk),
        text=journal.memo,
    )


def _splits(sales: Mapping[str, Sale]) -> dict[int, TaxSplit]:
    ids = {sale.redemption_id for sale in sales.values() if sale.redemption_id}
    return {split.redemption_id: split for split in TaxSplit.objects.filter(redemption__in=ids)}

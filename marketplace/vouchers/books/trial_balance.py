"""Sums and balances of the accounts in a period (Summen- und Saldenliste), counted by the database."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from django.db.models import CharField, Func, Q, QuerySet, Sum, Value

from billing.ledger.models import Entry
from kreislauf.web.remembered import remembered
from marketplace.vouchers.books.period import Period


@dataclass(frozen=True, slots=True)
class Balance:
    """``code`` is an account's, or a kind of accounts. Debit is positive; opening and closing may be either."""

    code: str
    opening_cents: int
    debit_cents: int
    credit_cents: int

    @property
    def closing_cents(self) -> int:
        return self.opening_cents + self.debit_cents - self.credit_cents


def by_kind(period: Period) -> list[Balance]:
    """One row for all accounts of a kind: what everybody still has open, what was redeemed … Remembered if many."""
    key = f"trial balance {period.first} {period.last}"
    rows = remembered(key, lambda: [list(astuple(row)) for row in _by_kind(period)], over=Entry.objects.all())
    return [Balance(*row) for row in rows]


def _by_kind(period: Period) -> list[Balance]:
    kind = Func("account__code", Value(":"), Value(1), function="split_part", output_field=CharField())
    return _balances(Entry.objects.annotate(kind=kind), "kind", period)


def by_account(period: Period, codes: list[str]) -> list[Balance]:
    """One row for each of these accounts that was ever booked on, by code."""
    return _balances(Entry.objects.filter(account__code__in=codes), "account__code", period)


def _balances(entries: QuerySet[Entry], name: str, period: Period) -> list[Balance]:
    start, end = period.moments
    now = Q(journal__at__gte=start)
    grouped = entries.filter(journal__at__lt=end).order_by(name).values_list(name)
    rows = grouped.annotate(
        opening=Sum("cents", filter=Q(journal__at__lt=start), default=0),
        debit=Sum("cents", filter=now & Q(cents__gt=0), default=0),
        credit=Sum("cents", filter=now & Q(cents__lt=0), default=0),
    )
    return [Balance(code, opening, debit, -credit) for code, opening, debit, credit in rows]

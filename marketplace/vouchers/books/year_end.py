"""Vouchers that were open when a day ended, for the year's accounts: as it stood then, whatever happened since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from billing.ledger.accounts import open_of
from billing.ledger.models import Entry
from kreislauf.audit.models import Entry as LogEntry
from kreislauf.german import german_order, midnight
from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Redemption, Voucher

AT_ONCE = 2000
OPEN = "open:"  # what every such account begins with
_COLUMNS = (
    *("order__number", "position", "code", "issued_at", "business__name"),
    *("order__title", "order__vat_kind", "order__vat_rate", "expires_on", "value_cents", "left_then_cents"),
)
_LOGGED = Cast(KT("detail__amount_cents"), IntegerField())


@dataclass(frozen=True, slots=True)
class OpenVoucher:
    """``left_cents`` is what it was still good for when the day ended, reserved and blocked too."""

    business: str
    number: str
    code: str
    issued_on: date
    title: str
    vat_kind: str
    vat_rate: int | None
    expires_on: date
    value_cents: int
    left_cents: int


@dataclass(frozen=True, slots=True)
class TaxedAlike:
    """Open vouchers of one VAT kind and rate."""

    vat_kind: str
    vat_rate: int | None
    count: int
    left_cents: int


@dataclass(frozen=True, slots=True)
class Sums:
    """``booked_cents`` is what the ledger says was open then; the vouchers must come to the same."""

    rows: list[TaxedAlike]
    booked_cents: int

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows)

    @property
    def left_cents(self) -> int:
        return sum(row.left_cents for row in self.rows)

    @property
    def agrees(self) -> bool:
        return self.left_cents == self.booked_cents


def open_on(last: date, business: Business | None = None) -> QuerySet[Voucher, Any]:
    """Vouchers that were worth something at the end of ``last``, with ``left_then_cents``."""
    end = midnight(last + timedelta(days=1))
    vouchers = Voucher.objects.filter(issued_at__lt=end)
    if business is not None:
        vouchers = vouchers.filter(business=business)
    taken = Redemption.objects.filter(voucher=OuterRef("pk"), redeemed_at__lt=end).filter(
        Q(reversal__isnull=True) | Q(reversal__reversed_at__gte=end)
    )
    # What a buyer's bank took stands in the log for each voucher; the ledger has it by order.
    moved = LogEntry.objects.filter(subject="vouchers.Voucher", subject_id=OuterRef("pk"), at__lt=end)
    left = (
        F("value_cents")
        - _sum(taken, "voucher", F("amount_cents"))
        - _sum(moved.filter(action="voucher.charged_back"), "subject_id", _LOGGED)
        + _sum(moved.filter(action="voucher.recovered"), "subject_id", _LOGGED)
    )
    then = Case(When(refunded_at__lt=end, then=Value(0)), default=left, output_field=IntegerField())
    return vouchers.annotate(left_then_cents=then).filter(left_then_cents__gt=0)


def list_open(last: date, business: Business | None = None) -> Iterator[OpenVoucher]:
    """By business and order. Codes are masked: the list leaves the house."""
    ordered = open_on(last, business).order_by(german_order("business__name"), "business_id", "issued_at", "pk")
    # Rows and no models: there may be a hundred thousand.
    for number, position, code, issued_at, name, *rest in ordered.values_list(*_COLUMNS).iterator(AT_ONCE):
        yield OpenVoucher(name, f"{number}-{position}", f"…{code[-4:]}", timezone.localdate(issued_at), *rest)


def sums_on(last: date, business: Business | None = None) -> Sums:
    """A few minutes old in a large region."""
    key = f"open on {last} of {business.pk if business else 'all'}"
    rows, booked = remembered(key, lambda: _sums_on(last, business), over=Voucher.objects.all())
    return Sums([TaxedAlike(*row) for row in rows], booked)


def _sums_on(last: date, business: Business | None) -> list[Any]:
    grouped = open_on(last, business).order_by("order__vat_kind", "order__vat_rate")
    rows = grouped.values_list("order__vat_kind", "order__vat_rate").annotate(Count("pk"), Sum("left_then_cents"))
    end = midnight(last + timedelta(days=1))
    owed = Entry.objects.filter(journal__at__lt=end)
    owed = owed.filter(account__code=open_of(business.pk)) if business else owed.filter(account__code__startswith=OPEN)
    booked: int = -owed.aggregate(cents=Sum("cents", default=0))["cents"]
    return [[list(row) for row in rows], booked]


def _sum(rows: QuerySet[Any], by: str, amount: Any) -> Coalesce:
    """The sum of the rows that belong to the outer one; zero where there is none."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(sum=Sum(amount)).values("sum")), 0)

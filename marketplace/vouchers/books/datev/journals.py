"""Which journals belong into whose bookkeeping."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from billing.ledger.accounts import claim_of, fees_of, money, open_of, paid_out_of, redeemed_of
from billing.ledger.models import Entry, Journal
from billing.payments.models import Attempt, Charge, Chargeback, Merchant, Refund
from kreislauf.house import declared
from marketplace.businesses.models import Business
from marketplace.regionwide.accounts import owed_of
from marketplace.subsidies.models import Settlement
from marketplace.vouchers.books.period import Period
from marketplace.vouchers.models import Order, Redemption, Reversal, Voucher
from marketplace.vouchers.models.order import PURPOSE

AT_ONCE = 2000


class Scope(StrEnum):
    """What a batch holds: a business's own, what the region itself sold, or every journal of the region."""

    BUSINESS = "betrieb"
    REGION = "eigene"
    ALL = "alle"


class Written(NamedTuple):
    """A journal as it is read for a batch: its codes, and at the same place the cents, debit positive."""

    pk: int
    key: str
    at: datetime
    memo: str
    codes: list[str]
    cents: list[int]


def written(scope: Scope, business: Business | None, period: Period) -> Iterator[Written]:
    """The oldest first; of any number, since they are read as they are wanted."""
    found = journals_of(scope, business, period).order_by("at", "pk").values_list(*Written._fields)
    yield from map(Written._make, found.iterator(AT_ONCE))


def journals_of(scope: Scope, business: Business | None, period: Period) -> QuerySet[Journal]:
    """Each of the period once. ``business`` is None where the region's own bookkeeping is meant."""
    start, end = period.moments
    found = Journal.objects.filter(at__gte=start, at__lt=end)
    if scope is Scope.ALL:
        return found
    merchants = Merchant.objects.of(business.pk if business else None).values_list("pk", "provider")
    ours = [code for pk, name in merchants for code in (money(name, pk), fees_of(pk), paid_out_of(pk))]
    # The second part of a key, which names a row; a third one counts.
    number = Func(F("key"), Value(":"), Value(2), function="split_part", output_field=CharField())
    found = found.annotate(number=number)
    if business is None:
        paid_out = Q(key__startswith="settle:") | Q(key__startswith="unsettle:")
        return found.filter(_on_accounts(ours) | _of_the_region() | paid_out)
    ours += [open_of(business.pk), redeemed_of(business.pk), claim_of(business.pk), owed_of(business.pk)]
    ours += [f"{kind}:{business.pk}" for kind in declared("revenue_accounts")]
    return found.filter(_on_accounts(ours) | _paid_before_merchants(business) | _paid_by_the_region(business))


def _on_accounts(codes: list[str]) -> Q:
    return Q(pk__in=Entry.objects.filter(account__code__in=codes).values("journal"))


def _paid_by_the_region(business: Business) -> Q:
    """Subsidies that were transferred to it, and those that were not after all."""
    numbers = Settlement.objects.filter(business=business).order_by().annotate(text=Cast("pk", CharField()))
    kinds = Q(key__startswith="subsidy:") | Q(key__startswith="unsubsidy:")
    return kinds & Q(number__in=numbers.values("text"))


def _paid_before_merchants(business: Business) -> Q:
    """Money for what the business sold, from when all businesses had one account at a provider."""
    orders = Order.objects.filter(offer__business=business).order_by()
    attempts = Attempt.objects.filter(purpose=PURPOSE, merchant__isnull=True, order_id__in=orders.values("pk"))
    charges = Charge.objects.filter(attempt__in=attempts)
    return (
        Q(key__in=_keys("charge", charges))
        | Q(key__in=_keys("refund", Refund.objects.filter(charge__in=charges)))
        | Q(key__in=_keys("taken-back", Chargeback.objects.filter(charge__in=charges)))
        | Q(key__in=_keys("won", Chargeback.objects.filter(charge__in=charges)))
    )


def _of_the_region() -> Q:
    """What happened to vouchers that were paid to the region's own account, wherever they are redeemed."""
    attempts = Attempt.objects.filter(purpose=PURPOSE, merchant__isnull=False, merchant__business_id__isnull=True)
    orders = Order.objects.filter(pk__in=attempts.values("order_id")).order_by()
    vouchers = Voucher.objects.filter(order__in=orders)
    redemptions = Redemption.objects.filter(voucher__in=vouchers)
    blocked = Q(key__startswith="block:") | Q(key__startswith="restore:")
    return (
        Q(key__in=_keys("issue", orders))
        | Q(key__in=_keys("return", vouchers))
        | Q(key__in=_keys("redeem", redemptions))
        | Q(key__in=_keys("reverse", Reversal.objects.filter(redemption__in=redemptions)))
        | (blocked & Q(number__in=orders.annotate(text=Cast("pk", CharField())).values("text")))
    )


def _keys(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    named = Concat(Value(f"{kind}:"), Cast("pk", CharField()))
    keys: QuerySet[Any, Any] = rows.order_by().annotate(journal_key=named).values("journal_key")
    return keys

"""Whose journal it is: the order, and how its vouchers are taxed. Asked for many journals at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from billing.payments.models import Charge, Chargeback, Refund
from kreislauf.house import declared
from marketplace.vouchers.models import Order, Redemption, Reversal, VatKind, Voucher
from marketplace.vouchers.models.order import PURPOSE


@dataclass(frozen=True, slots=True)
class Sale:
    """What a journal says nothing of. ``redemption_id`` is set where a redemption was booked or reversed."""

    number: str
    is_single: bool
    rate: int | None
    redemption_id: int | None = None


# How each kind of journal leads from the number in its key to its order's number, VAT kind and rate.
_ORDER = ("number", "vat_kind", "vat_rate")
_WAYS: dict[str, tuple[QuerySet[Any], str, str]] = {
    "issue": (Order.objects.all(), "", ""),
    "block": (Order.objects.all(), "", ""),
    "restore": (Order.objects.all(), "", ""),
    "return": (Voucher.objects.all(), "order__", ""),
    "redeem": (Redemption.objects.all(), "voucher__order__", "pk"),
    "reverse": (Reversal.objects.all(), "redemption__voucher__order__", "redemption_id"),
}
# Money's journals lead to an attempt, which names its order.
_MONEY: dict[str, tuple[QuerySet[Any], str]] = {
    "charge": (Charge.objects.all(), "attempt__"),
    "fee": (Charge.objects.all(), "attempt__"),
    "refund": (Refund.objects.all(), "charge__attempt__"),
    "taken-back": (Chargeback.objects.all(), "charge__attempt__"),
    "fee-dispute": (Chargeback.objects.all(), "charge__attempt__"),
    "won": (Chargeback.objects.all(), "charge__attempt__"),
}


def sales_of(keys: Iterable[str]) -> Mapping[str, Sale]:
    """Key → its sale. A payout, or what no order stands behind, is not in it."""
    numbers: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in keys:
        kind, _colon, rest = key.partition(":")
        text = rest.partition(":")[0]
        if text.isdecimal():
            numbers[kind][int(text)].append(key)
    found: dict[str, Sale] = {}
    for kind, by_number in numbers.items():
        for number, sale in _sales(kind, list(by_number)):
            found |= dict.fromkeys(by_number[number], sale)
    return found


def _sales(kind: str, numbers: list[int]) -> Iterable[tuple[int, Sale]]:
    if kind in _WAYS:
        rows, way, redemption = _WAYS[kind]
        names = [f"{way}{name}" for name in _ORDER]
        for row in rows.filter(pk__in=numbers).order_by().values("pk", *names, *filter(None, [redemption])):
            number, vat_kind, rate = (row[name] for name in names)
            yield row["pk"], Sale(number, vat_kind == VatKind.SINGLE, rate, row[redemption] if redemption else None)
    elif kind in _MONEY:
        yield from _paid_sales(*_MONEY[kind], numbers)
    elif kind in (others := declared("journal_sales")):
        for pk, (number, rate) in others[kind](numbers).items():
            yield pk, Sale(number, False, rate)


def _paid_sales(rows: QuerySet[Any], way: str, numbers: list[int]) -> Iterable[tuple[int, Sale]]:
    ours = rows.filter(pk__in=numbers, **{f"{way}purpose": PURPOSE}).order_by()
    orders = dict(ours.values_list("pk", f"{way}order_id"))
    known = {
        pk: Sale(number, vat_kind == VatKind.SINGLE, rate)
        for pk, number, vat_kind, rate in Order.objects.filter(pk__in=set(orders.values()))
        .order_by()
        .values_list("pk", *_ORDER)
    }
    for pk, order_id in orders.items():
        if order_id in known:
            yield pk, known[order_id]

"""A business's month for the tax adviser, read from the ledger, so that both say the same to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, F, Func, Model, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.ledger.accounts import open_of
from billing.ledger.models import Entry
from kreislauf.german import midnight
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Order, Redemption, Reversal, VatKind, Voucher

# What a journal's key begins with, in the order of a statement.
KINDS: dict[str, str | Promise] = {
    "issue": _("Verkauf"),
    "redeem": _("Einlösung"),
    "reverse": _("Storno"),
    "return": _("Widerruf, erstattet"),
    "block": _("Rückbuchung"),
    "restore": _("Rückbuchung aufgehoben"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event. ``cents`` is what it adds to the open vouchers; a redemption takes away."""

    at: datetime
    kind: str
    memo: str
    title: str
    vat_kind: str
    vat_rate: int | None
    cents: int

    @property
    def word(self) -> str | Promise:
        return KINDS[self.kind]

    @property
    def vat(self) -> str:
        return vat_words(self.vat_kind, self.vat_rate)


@dataclass(frozen=True, slots=True)
class VatRow:
    """Vouchers that are taxed alike."""

    words: str
    sold_cents: int
    redeemed_cents: int
    returned_cents: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What was open before, what the month added and took, what is open now."""

    month: date
    opening_cents: int
    lines: list[Line]

    @property
    def sums(self) -> dict[str, int]:
        """By kind, signed like the lines."""
        sums = dict.fromkeys(KINDS, 0)
        for line in self.lines:
            sums[line.kind] += line.cents
        return sums

    @property
    def closing_cents(self) -> int:
        return self.opening_cents + sum(line.cents for line in self.lines)

    @property
    def vat_rows(self) -> list[VatRow]:
        """Redemptions less what was reversed; refunds and chargebacks are what came back of the sales."""
        sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(KINDS, 0))
        for line in self.lines:
            sums[line.vat][line.kind] += line.cents
        return [
            VatRow(words, row["issue"], -row["redeem"] - row["reverse"], -row["return"] - row["block"] - row["restore"])
            for words, row in sorted(sums.items())
        ]


@dataclass(frozen=True, slots=True)
class Month:
    """A line of the list of months; what was sold, redeemed and returned are sums above zero."""

    month: date
    sold_cents: int
    redeemed_cents: int
    returned_cents: int


def statement(business: Business, month: date) -> Statement:
    """``month`` is any day of it."""
    first = month.replace(day=1)
    start, end = midnight(first), midnight(_next(first))
    before = _entries(business).filter(journal__at__lt=start).aggregate(cents=Sum("cents"))["cents"] or 0
    rows = list(
        _entries(business)
        .filter(journal__at__gte=start, journal__at__lt=end)
        .order_by("journal__at", "journal__pk")
        .values_list("journal__key", "journal__at", "journal__memo", "cents")
    )
    orders = _orders([key for key, *_rest in rows])
    lines = [
        Line(at, key.split(":")[0], memo, order.title, order.vat_kind, order.vat_rate, -cents)
        for key, at, memo, cents in rows
        for order in [orders[key]]
    ]
    return Statement(first, -before, lines)


def months(business: Business) -> list[Month]:
    """Every month in which something happened, newest first."""
    kind = Func(F("journal__key"), Value(":"), Value(1), function="split_part", output_field=CharField())
    found: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(KINDS, 0))
    rows = (
        _entries(business)
        .annotate(month=TruncMonth("journal__at"), kind=kind)
        .order_by()
        .values_list("month", "kind")
        .annotate(sum=Sum("cents"))
    )
    for month, kind_of, cents in rows:
        found[timezone.localdate(month)][kind_of] = -cents
    return [
        Month(month, row["issue"], -row["redeem"] - row["reverse"], -row["return"] - row["block"] - row["restore"])
        for month, row in sorted(found.items(), reverse=True)
    ]


def vat_words(kind: str, rate: int | None) -> str:
    """``Einzweck, 7 %``, ``Mehrzweck``."""
    return str(_("Einzweck, %(rate)s %%") % {"rate": rate}) if kind == VatKind.SINGLE else str(_("Mehrzweck"))


def _entries(business: Business) -> QuerySet[Entry]:
    """All that ever moved what its vouchers are still good for."""
    return Entry.objects.filter(account__code=open_of(business.pk))


def _orders(keys: list[str]) -> dict[str, Order]:
    """Which order each journal belongs to: after its kind the key has the number of what happened."""
    named = {key: (key.split(":")[0], int(key.split(":")[1])) for key in keys}
    owners: dict[tuple[str, int], Order] = {}
    for kind, (model, way) in _WAYS.items():
        numbers = [number for one, number in named.values() if one == kind]
        owners |= {(kind, number): order for number, order in _owners(model, way, numbers)}
    return {key: owners[name] for key, name in named.items()}


_WAYS: dict[str, tuple[type[Model], str]] = {
    "issue": (Order, ""),
    "redeem": (Redemption, "voucher__order"),
    "reverse": (Reversal, "redemption__voucher__order"),
    "return": (Voucher, "order"),
    "block": (Order, ""),
    "restore": (Order, ""),
}


def _owners(model: type[Model], way: str, numbers: Iterable[int]) -> Iterator[tuple[int, Order]]:
    rows = model._default_manager.filter(pk__in=list(numbers))
    for row in rows.select_related(way) if way else rows:
        owner = row
        for step in filter(None, way.split("__")):
            owner = getattr(owner, step)
        yield row.pk, owner  # type: ignore[misc]


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)

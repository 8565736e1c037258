"""What each business still owes to people with vouchers: the books and the vouchers must say the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Sum, TextField, Value

from billing.ledger.models import Entry
from kreislauf.batches import batches
from kreislauf.web.remembered import remembered
from marketplace.businesses.models import Business
from marketplace.regionwide.claims import claimed_cents
from marketplace.vouchers.models import Voucher

OPEN, REDEEMED, CLAIM = KINDS = ("open", "redeemed", "claim")
AT_ONCE = 500
HELD = {
    "left": Sum("left_cents", default=0),
    "reserved": Sum("reserved_cents", default=0),
    "blocked": Sum("left_cents", filter=Q(blocked_at__isnull=False), default=0),
}


@dataclass(frozen=True, slots=True)
class Balance:
    """``booked_cents`` stands in the ledger, ``held_cents`` on the vouchers; ``blocked_cents`` is part of both.

    What others redeemed of the region's vouchers counts as redeemed, too.
    """

    booked_cents: int
    held_cents: int
    blocked_cents: int
    redeemed_cents: int
    claim_cents: int
    business_id: int = 0
    business: str = ""
    redeemed_in: str = ""  # the account whose journals say what was redeemed

    @property
    def agrees(self) -> bool:
        return self.booked_cents == self.held_cents


def sellers() -> QuerySet[Business]:
    """Every business that ever sold a voucher, by name."""
    sold = Business.objects.filter(Exists(Voucher.objects.filter(business=OuterRef("pk"))))
    return sold.only("name", "sort_name", "is_region").in_german_order()


def balances_of(businesses: Collection[Business]) -> list[Balance]:
    """Theirs, in their order."""
    held: dict[int, Any] = {
        row["business"]: row
        for row in Voucher.objects.filter(business__in=businesses).order_by().values("business").annotate(**HELD)
    }
    codes = [f"{kind}:{business.pk}" for kind in KINDS for business in businesses]
    entries = Entry.objects.filter(account__code__in=codes).order_by()
    booked = dict(entries.values_list("account__code").annotate(cents=Sum("cents")))
    return [
        _balance(
            {kind: booked.get(f"{kind}:{business.pk}", 0) for kind in KINDS},
            held.get(business.pk, dict.fromkeys(HELD, 0)),
            elsewhere_cents=claimed_cents() if business.is_region else 0,
            business=business,
        )
        for business in businesses
    ]


def all_balances() -> Iterator[Balance]:
    for some in batches(sellers().iterator(AT_ONCE), AT_ONCE):
        yield from balances_of(some)


def total() -> Balance:
    """The sum of all; a few minutes old in a large region."""
    return Balance(*remembered("balances", lambda: list(astuple(_total())), over=Voucher.objects.all()))


def _total() -> Balance:
    kind = Func(F("account__code"), Value(":"), Value(1), function="split_part", output_field=TextField())
    booked = dict(Entry.objects.order_by().values_list(kind).annotate(cents=Sum("cents")))
    kinds = {kind: booked.get(kind, 0) for kind in KINDS}
    claimed = -booked.get("owed", 0) - booked.get("settled", 0)
    return _balance(kinds, Voucher.objects.aggregate(**HELD), elsewhere_cents=claimed)


def _balance(
    booked: dict[str, int], held: dict[str, int], *, elsewhere_cents: int, business: Business | None = None
) -> Balance:
    """Debit is positive in the ledger. ``elsewhere_cents``: taken elsewhere, it goes to no account „redeemed“."""
    return Balance(
        booked_cents=-booked[OPEN],
        held_cents=held["left"] + held["reserved"],
        blocked_cents=held["blocked"],
        redeemed_cents=elsewhere_cents - booked[REDEEMED],
        claim_cents=booked[CLAIM],
        business_id=business.pk if business else 0,
        business=business.name if business else "",
        redeemed_in=redeemed_in(business) if business else "",
    )


def redeemed_in(business: Business) -> str:
    """The account in whose journals somebody sees what was redeemed of its vouchers."""
    return f"{OPEN if business.is_region else REDEEMED}:{business.pk}"

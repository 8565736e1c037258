"""What each business still owes to people with vouchers: the books and the vouchers must say the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, Sum

from billing.ledger.models import Entry
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Voucher

OPEN, REDEEMED, CLAIM = "open", "redeemed", "claim"


@dataclass(frozen=True, slots=True)
class Balance:
    """``booked_cents`` stands in the ledger, ``held_cents`` on the vouchers; ``blocked_cents`` is part of both."""

    business_id: int
    business: str
    booked_cents: int
    held_cents: int
    blocked_cents: int
    redeemed_cents: int
    claim_cents: int

    @property
    def agrees(self) -> bool:
        return self.booked_cents == self.held_cents


def balances() -> list[Balance]:
    """Every business that ever sold a voucher, by name."""
    booked = _booked()
    held = {
        row["business"]: row
        for row in Voucher.objects.order_by()
        .values("business")
        .annotate(
            left=Sum("left_cents"),
            reserved=Sum("reserved_cents"),
            blocked=Sum("left_cents", filter=Q(blocked_at__isnull=False), default=0),
        )
    }
    known = {pk for accounts in booked.values() for pk in accounts} | set(held)
    return [
        Balance(
            business_id=pk,
            business=name,
            booked_cents=-booked[OPEN].get(pk, 0),
            held_cents=held[pk]["left"] + held[pk]["reserved"] if pk in held else 0,
            blocked_cents=held[pk]["blocked"] if pk in held else 0,
            redeemed_cents=-booked[REDEEMED].get(pk, 0),
            claim_cents=booked[CLAIM].get(pk, 0),
        )
        for pk, name in Business.objects.filter(pk__in=known).in_german_order().values_list("pk", "name")
    ]


def _booked() -> dict[str, dict[int, int]]:
    """Kind of account → business → sum; debit positive."""
    sums: dict[str, dict[int, int]] = {OPEN: {}, REDEEMED: {}, CLAIM: {}}
    rows = (
        Entry.objects.filter(account__code__regex=rf"^({OPEN}|{REDEEMED}|{CLAIM}):[0-9]+$")
        .order_by()
        .values_list("account__code")
        .annotate(sum=Sum("cents"))
    )
    for code, cents in rows:
        kind, _, business_id = code.partition(":")
        sums[kind][int(business_id)] = cents
    return sums

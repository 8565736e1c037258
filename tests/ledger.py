"""What a test asks the ledger."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Sum

from billing.ledger.accounts import fees_of, money, outside_of, paid_out_of
from billing.ledger.models import Entry
from billing.payments.models import (
    Charge,
    Chargeback,
    Merchant,
    Payout,
    PayoutLine,
    PayoutLineKind,
    PayoutState,
    Refund,
    RefundState,
)


def balances() -> dict[str, int]:
    """Every account's balance in cents, debit positive. Accounts at zero are among them."""
    found = Entry.objects.values_list("account__code").annotate(cents=Sum("cents")).order_by("account__code")
    sums: dict[str, int] = {}
    for code, cents in found:
        sums[by_provider(code)] = sums.get(by_provider(code), 0) + int(cents)
    return sums


def by_provider(code: str) -> str:
    """``money:m17`` as ``money:sandbox``: numbers of merchants differ from run to run."""
    kind, _colon, owner = code.partition(":")
    if owner[:1] != "m" or not owner[1:].isdecimal():
        return code
    return f"{kind}:{Merchant.objects.get(pk=int(owner[1:])).provider}"


def merchants_differ() -> dict[str, tuple[int, int]]:
    """Accounts of merchants that say something else than the rows do: what is booked, and what should be."""
    wanted: dict[str, int] = {}
    for merchant in Merchant.objects.all():
        wanted |= _wanted(merchant)
    booked = {
        code: int(cents)
        for code, cents in Entry.objects.filter(account__code__regex=r":m[0-9]+$")
        .values_list("account__code")
        .annotate(cents=Sum("cents"))
    }
    return {
        code: (booked.get(code, 0), wanted.get(code, 0))
        for code in sorted({*booked, *wanted})
        if booked.get(code, 0) != wanted.get(code, 0)
    }


def _wanted(merchant: Merchant) -> dict[str, int]:
    """Money is charges less fees, refunds, chargebacks that were not won and payouts, and what moved outside."""
    charges = Charge.objects.filter(attempt__merchant=merchant)
    losses = Chargeback.objects.filter(charge__attempt__merchant=merchant)
    lines = PayoutLine.objects.filter(payout__merchant=merchant)
    refunds = Refund.objects.filter(charge__attempt__merchant=merchant, state=RefundState.SUCCEEDED)
    fees = _sum(charges, "fee_cents") + _sum(losses, "fee_cents")
    fees += _sum(lines.filter(kind=PayoutLineKind.REFUND), "fee_cents")
    fees -= _sum(lines.filter(kind=PayoutLineKind.FEE), "net_cents")
    paid_out = _sum(Payout.objects.filter(merchant=merchant, state=PayoutState.PAID), "amount_cents")
    foreign = lines.exclude(outside_at=None)
    outside = -_sum(foreign.exclude(kind=PayoutLineKind.REFUND), "net_cents")
    outside -= _sum(foreign.filter(kind=PayoutLineKind.REFUND), "gross_cents")
    left = (
        _sum(charges, "amount_cents")
        - _sum(refunds, "amount_cents")
        - _sum(losses.filter(Q(won_at=None)), "amount_cents")
    )
    return {
        money(merchant.provider, merchant.pk): left - fees - paid_out - outside,
        fees_of(merchant.pk): fees,
        paid_out_of(merchant.pk): paid_out,
        outside_of(merchant.pk): outside,
    }


def _sum(rows: QuerySet[object], column: str) -> int:
    return int(rows.aggregate(cents=Sum(column, default=0))["cents"])

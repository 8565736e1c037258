"""What came in, what the provider kept, and where it went, merchant by merchant, out of the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass

from django.db.models import Sum

from billing.ledger.accounts import fees_of, money, outside_of, paid_out_of
from billing.ledger.models import Entry
from billing.payments.models import Charge, Merchant, Payout, PayoutState


@dataclass(frozen=True, slots=True)
class Flow:
    """In cents: what came in is what went back, the fees, what was paid out, what is on its way and what lies there.

    ``outside_cents`` came to the account by something else than this platform.
    """

    came_in_cents: int = 0
    went_back_cents: int = 0
    fees_cents: int = 0
    paid_out_cents: int = 0
    on_its_way_cents: int = 0
    there_cents: int = 0
    outside_cents: int = 0

    def __add__(self, other: Flow) -> Flow:
        return Flow(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def flows_of(merchants: Collection[Merchant]) -> dict[int, Flow]:
    """By the merchant's number."""
    codes = {
        merchant.pk: (
            money(merchant.provider, merchant.pk), fees_of(merchant.pk), paid_out_of(merchant.pk),
            outside_of(merchant.pk),
        )
        for merchant in merchants
    }  # fmt: skip
    entries = Entry.objects.filter(account__code__in=[code for four in codes.values() for code in four]).order_by()
    booked: dict[str, int] = dict(entries.values_list("account__code").annotate(cents=Sum("cents")))
    charges = Charge.objects.filter(attempt__merchant__in=list(codes)).order_by()
    came_in = dict(charges.values_list("attempt__merchant").annotate(cents=Sum("amount_cents")))
    pending = Payout.objects.filter(merchant__in=list(codes), state=PayoutState.PENDING).order_by()
    leaving = dict(pending.values_list("merchant").annotate(cents=Sum("amount_cents")))
    return {
        pk: _flow([booked.get(code, 0) for code in four], came_in.get(pk, 0), leaving.get(pk, 0))
        for pk, four in codes.items()
    }


def _flow(booked: list[int], came_in: int, leaving: int) -> Flow:
    there, fees, paid_out, outside = booked
    return Flow(
        came_in_cents=came_in,
        went_back_cents=came_in - there - fees - paid_out - outside,
        fees_cents=fees,
        paid_out_cents=paid_out,
        on_its_way_cents=leaving,
        there_cents=there - leaving,
        outside_cents=-outside,
    )

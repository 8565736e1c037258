"""Reverse a redemption: a wrong amount, a wrong voucher, a customer who changed her mind."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from billing.ledger.accounts import open_of, redeemed_of
from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.vouchers.models import Redemption, Reversal, Voucher
from marketplace.vouchers.till.for_the_region import give_back_for_the_region

BUSINESS_MAY_REVERSE_FOR = timedelta(hours=24)


class NotReversed(Exception):
    """The redemption stands as it is; each reason is a class of its own."""


class ReasonMissing(NotReversed):
    """A reversal needs a reason."""


class AlreadyReversed(NotReversed):
    """The redemption was reversed before, by ``first``."""

    def __init__(self, first: Reversal) -> None:
        super().__init__(first.pk)
        self.first = first


class TooLate(NotReversed):
    """After 24 hours only the region's staff may take a redemption back."""


class VoucherClosed(NotReversed):
    """The voucher is blocked or refunded: a balance given back would be nobody's."""


@transaction.atomic
def reverse(redemption: Redemption, *, reason: str, by: Actor, at: datetime, by_staff: bool = False) -> Reversal:
    """Give the whole redeemed amount back to the voucher, once, with a reason.

    The business may do so within 24 hours, staff (``by_staff``) at any time. Refuses with a class of NotReversed.
    """
    reason = " ".join(reason.split())[:200]
    if not reason:
        raise ReasonMissing
    # The voucher's row is what redemptions, blocks and other reversals of it wait for.
    voucher = Voucher.objects.select_for_update().get(pk=redemption.voucher_id)
    first = Reversal.objects.filter(redemption=redemption).first()
    if first is not None:
        raise AlreadyReversed(first)
    if not by_staff and not may_reverse(redemption, at=at):
        raise TooLate
    if voucher.blocked_at or voucher.refund_pending_at or voucher.refunded_at:
        raise VoucherClosed
    reversal = Reversal.objects.create(redemption=redemption, reason=reason, reversed_at=at, by=str(by)[:254])
    Voucher.objects.filter(pk=voucher.pk).update(left_cents=F("left_cents") + redemption.amount_cents)
    _book(reversal, voucher, at=at)
    record(
        "redemption.reversed",
        voucher,
        by=by,
        at=at,
        amount_cents=redemption.amount_cents,
        reason=reason,
        staff=by_staff,
    )
    return reversal


def _book(reversal: Reversal, voucher: Voucher, *, at: datetime) -> None:
    if reversal.redemption.was_elsewhere:
        give_back_for_the_region(reversal, at=at)
        return
    cents = reversal.redemption.amount_cents
    post(
        f"reverse:{reversal.pk}",
        at=at,
        memo=f"Storno einer Einlösung, Gutschein {voucher}",
        lines=[(redeemed_of(voucher.business_id), cents), (open_of(voucher.business_id), -cents)],
    )


def may_reverse(redemption: Redemption, *, at: datetime) -> bool:
    """Whether the business itself may still take the redemption back."""
    return at - redemption.redeemed_at <= BUSINESS_MAY_REVERSE_FOR

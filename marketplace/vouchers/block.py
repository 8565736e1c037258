"""Vouchers that must not pay for the time being, or never again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from billing.ledger.accounts import claim_of, open_of, through
from billing.ledger.models import Journal
from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.purchase import PURPOSE

TAKEN_BACK = "Die Zahlung wurde zurückgeholt."


class NotChanged(Exception):
    """The voucher stays as it is; each reason is a class of its own."""


class ReasonMissing(NotChanged):
    """A block needs a reason: somebody will ask at the counter."""


class AlreadyBlocked(NotChanged):
    """It is blocked already."""


class NotBlocked(NotChanged):
    """There is no block to lift."""


class PaymentTakenBack(NotChanged):
    """The money behind the voucher is gone, so its block is not lifted by hand."""


@transaction.atomic
def block(voucher: Voucher, *, reason: str, by: Any, at: datetime) -> None:
    """Staff stops a voucher from being redeemed. Its balance stays. Refuses with a class of NotChanged."""
    reason = " ".join(reason.split())[:200]
    if not reason:
        raise ReasonMissing
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if voucher.blocked_at:
        raise AlreadyBlocked
    Voucher.objects.filter(pk=voucher.pk).update(blocked_at=at, block_reason=reason)
    record("voucher.blocked", voucher, by=by, at=at, reason=reason)


@transaction.atomic
def unblock(voucher: Voucher, *, by: Any, at: datetime) -> None:
    """Staff lets a voucher be redeemed again. Refuses with a class of NotChanged."""
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if not voucher.blocked_at:
        raise NotBlocked
    if voucher.block_reason == TAKEN_BACK:
        raise PaymentTakenBack
    Voucher.objects.filter(pk=voucher.pk).update(blocked_at=None, block_reason="")
    record("voucher.unblocked", voucher, by=by, at=at, reason=voucher.block_reason)


@transaction.atomic
def block_taken_back(order_id: int, *, amount_cents: int, at: datetime) -> None:
    """The money an order took was fetched back, by the buyer's bank or in the provider's dashboard.

    Its vouchers give what they still hold, in the order of their numbers; one that is emptied by this is blocked. What
    was spent already is a claim against the business. Runs inside the caller's transaction, once per event.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("offer").get(pk=order_id)
    missing_cents = amount_cents
    for voucher in order.vouchers.select_for_update().order_by("position"):
        taken_cents = min(voucher.left_cents, missing_cents)
        if not taken_cents:
            continue
        missing_cents -= taken_cents
        voucher.left_cents -= taken_cents
        if not voucher.left_cents and not voucher.blocked_at:
            voucher.blocked_at, voucher.block_reason = at, TAKEN_BACK
        voucher.save(update_fields=["left_cents", "blocked_at", "block_reason"])
        record("voucher.taken_back", voucher, by=SYSTEM, at=at, amount_cents=taken_cents)
    number = Journal.objects.filter(key__startswith=f"block:{order_id}:").count() + 1
    business_id = order.offer.business_id
    post(
        f"block:{order_id}:{number}",
        at=at,
        memo=f"Zahlung zurückgeholt, Bestellung {order.number}",
        lines=[
            (open_of(business_id), amount_cents - missing_cents),
            (claim_of(business_id), missing_cents),
            (through(PURPOSE), -amount_cents),
        ],
    )
    record("order.taken_back", order, by=SYSTEM, at=at, amount_cents=amount_cents, claim_cents=missing_cents)

"""Vouchers that must not pay for the time being, or never again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from billing.ledger.accounts import claim_of, open_of, through
from billing.ledger.models import Entry, Journal
from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from marketplace.subsidies.release_part import release_part
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.orders.subsidy import promised_line


class NotChanged(Exception):
    """The voucher stays as it is; each reason is a class of its own."""


class ReasonMissing(NotChanged):
    """A block needs a reason: somebody will ask at the counter."""


class AlreadyBlocked(NotChanged):
    """It is blocked already."""


class NotBlocked(NotChanged):
    """There is no block to lift."""


class ChargedBack(NotChanged):
    """The money behind the voucher is gone, so its block is not lifted by hand."""


@transaction.atomic
def block(voucher: Voucher, *, reason: str, by: Actor, at: datetime) -> None:
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
def unblock(voucher: Voucher, *, by: Actor, at: datetime) -> None:
    """Staff lets a voucher be redeemed again. Refuses with a class of NotChanged."""
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if not voucher.blocked_at:
        raise NotBlocked
    if voucher.charged_back_at:
        raise ChargedBack
    Voucher.objects.filter(pk=voucher.pk).update(blocked_at=None, block_reason="")
    record("voucher.unblocked", voucher, by=by, at=at, reason=voucher.block_reason)


@transaction.atomic
def block_charged_back(order_id: int, *, amount_cents: int, at: datetime) -> None:
    """The money an order took was fetched back, by the buyer's bank or in the provider's dashboard.

    What the region had added goes back with it. Its vouchers give what they still hold, in the order of their numbers;
    one that is emptied by this is blocked. What was spent already is a claim against the business, and while there is
    one nobody spends or gets back anything of the order. Runs inside the transaction of
    ``billing.payments.chargeback``, once per loss.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("offer").get(pk=order_id)
    key = _next_key(order)
    subsidy_cents = release_part(order.pk, paid_cents=amount_cents, key=key, at=at)
    lost_cents = amount_cents + subsidy_cents
    given_cents = _give(order, lost_cents, at=at)
    claimed_cents = lost_cents - given_cents
    _book(order, key, open_cents=given_cents, claim_cents=claimed_cents, subsidy_cents=subsidy_cents, at=at)
    if claimed_cents:
        order.vouchers.update(blocked_at=Coalesce("blocked_at", at), charged_back_at=Coalesce("charged_back_at", at))
    record("order.charged_back", order, by=SYSTEM, at=at, amount_cents=amount_cents, claim_cents=claimed_cents)


def settle_claim(order_id: int, *, at: datetime) -> None:
    """What a voucher has got back, because its refund failed, goes towards the claim that its order has by now."""
    order = Order.objects.select_related("offer").get(pk=order_id)
    given_cents = _give(order, claim_cents(order), at=at)
    if given_cents:
        _book(order, _next_key(order), open_cents=given_cents, claim_cents=-given_cents, at=at)


def _give(order: Order, wanted_cents: int, *, at: datetime) -> int:
    """Take up to ``wanted_cents`` off the order's vouchers, and say how much that was."""
    missing_cents = wanted_cents
    for voucher in order.vouchers.select_for_update().order_by("position"):
        taken_cents = min(voucher.left_cents, missing_cents)
        if not taken_cents:
            continue
        missing_cents -= taken_cents
        voucher.left_cents -= taken_cents
        if not voucher.left_cents:
            voucher.blocked_at, voucher.charged_back_at = voucher.blocked_at or at, voucher.charged_back_at or at
        voucher.save(update_fields=["left_cents", "blocked_at", "charged_back_at"])
        record("voucher.charged_back", voucher, by=SYSTEM, at=at, amount_cents=taken_cents)
    return wanted_cents - missing_cents


def _next_key(order: Order) -> str:
    return f"block:{order.pk}:{Journal.objects.filter(key__startswith=f'block:{order.pk}:').count() + 1}"


def _book(order: Order, key: str, *, open_cents: int, claim_cents: int, subsidy_cents: int = 0, at: datetime) -> None:
    business_id = order.offer.business_id
    post(
        key,
        at=at,
        memo=f"Zahlung zurückgeholt, Bestellung {order.number}",
        lines=[
            (open_of(business_id), open_cents),
            (claim_of(business_id), claim_cents),
            promised_line(order, -subsidy_cents),
            (through(order.purpose), subsidy_cents - open_cents - claim_cents),
        ],
    )


def claim_cents(order: Order) -> int:
    """What was spent of the order's vouchers although its money is gone. Needs the offer."""
    of_order = Q(journal__key__startswith=f"block:{order.pk}:") | Q(journal__key__startswith=f"restore:{order.pk}:")
    if order.subsidy_cents:  # a refund that crossed the chargeback lowers the claim: see withdrawal.withdraw
        of_order |= Q(journal__key__in=[f"return:{pk}" for pk in order.vouchers.values_list("pk", flat=True)])
    booked = Entry.objects.filter(of_order, account__code=claim_of(order.offer.business_id))
    return booked.aggregate(cents=Sum("cents"))["cents"] or 0

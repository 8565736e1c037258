"""A dispute was won: the vouchers of its order are worth again what they had given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Q, When

from billing.ledger.accounts import claim_of, open_of, through
from billing.ledger.models import Journal
from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from marketplace.vouchers.block import claim_cents
from marketplace.vouchers.models import Order, Redemption, Voucher


@transaction.atomic
def restore_recovered(order_id: int, *, amount_cents: int, at: datetime) -> None:
    """The money that an order had lost is there again: first it settles the claim, then the vouchers get theirs back.

    With no claim left they pay again, but for those that staff blocked. Runs inside the transaction of
    ``billing.payments.chargeback``, once per dispute that was won.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("offer").get(pk=order_id)
    claim = claim_cents(order)
    settled_cents = min(claim, amount_cents)
    returned_cents = _return(order, amount_cents - settled_cents, at=at)
    _book(order, claim_cents=amount_cents - returned_cents, open_cents=returned_cents, at=at)
    if settled_cents == claim:
        by_staff = Case(When(~Q(blocked_at=F("charged_back_at")), then=F("blocked_at")))
        order.vouchers.filter(charged_back_at__isnull=False).update(blocked_at=by_staff, charged_back_at=None)
    record("order.recovered", order, by=SYSTEM, at=at, amount_cents=amount_cents)


def _return(order: Order, cents: int, *, at: datetime) -> int:
    """Give the vouchers back up to ``cents`` of what was taken off them, and say how much that was."""
    missing_cents = cents
    for voucher in order.vouchers.select_for_update().order_by("position"):
        returned_cents = min(_given_cents(voucher), missing_cents)
        if not returned_cents:
            continue
        missing_cents -= returned_cents
        voucher.left_cents += returned_cents
        voucher.save(update_fields=["left_cents"])
        record("voucher.recovered", voucher, by=SYSTEM, at=at, amount_cents=returned_cents)
    return cents - missing_cents


def _given_cents(voucher: Voucher) -> int:
    """What neither a till nor a refund took off it: that went to the buyer's bank."""
    if voucher.refunded_at:
        return 0
    redeemed = Redemption.objects.filter(voucher=voucher, reversal__isnull=True)
    return voucher.spent_cents - sum(redeemed.values_list("amount_cents", flat=True))


def _book(order: Order, *, claim_cents: int, open_cents: int, at: datetime) -> None:
    number = Journal.objects.filter(key__startswith=f"restore:{order.pk}:").count() + 1
    business_id = order.offer.business_id
    post(
        f"restore:{order.pk}:{number}",
        at=at,
        memo=f"Einspruch gewonnen, Bestellung {order.number}",
        lines=[
            (through(order.purpose), claim_cents + open_cents),
            (claim_of(business_id), -claim_cents),
            (open_of(business_id), -open_cents),
        ],
    )

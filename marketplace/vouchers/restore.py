"""A dispute was won: the vouchers of its order are worth again what they had given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Q, When

from billing.ledger.accounts import claim_of, open_of, through
from billing.ledger.models import Journal
from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from marketplace.subsidies.release_part import restore_part
from marketplace.vouchers.block import claim_cents
from marketplace.vouchers.models import Order, Redemption, Voucher
from marketplace.vouchers.orders.subsidy import promised_line


@transaction.atomic
def restore_recovered(order_id: int, *, amount_cents: int, at: datetime) -> None:
    """The money that an order had lost is there again: first it settles the claim, then the vouchers get theirs back.

    The subsidy that went with it comes again too, as far as the budget has it still.

    With no claim left they pay again, but for those that staff blocked. Runs inside the transaction of
    ``billing.payments.chargeback``, once per dispute that was won.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("offer").get(pk=order_id)
    claim, key = claim_cents(order), _next_key(order)
    subsidy_cents = restore_part(order.pk, paid_cents=amount_cents, key=key, at=at)
    again_cents = amount_cents + subsidy_cents
    settled_cents = min(claim, again_cents)
    returned_cents = _return(order, again_cents - settled_cents, at=at)
    lines = [
        (through(order.purpose), amount_cents),
        promised_line(order, subsidy_cents),
        (claim_of(order.offer.business_id), returned_cents - again_cents),
        (open_of(order.offer.business_id), -returned_cents),
    ]
    post(key, at=at, memo=f"Einspruch gewonnen, Bestellung {order.number}", lines=lines)
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


def _next_key(order: Order) -> str:
    return f"restore:{order.pk}:{Journal.objects.filter(key__startswith=f'restore:{order.pk}:').count() + 1}"

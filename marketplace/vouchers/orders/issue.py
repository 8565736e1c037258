"""An order is paid: issue its vouchers."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from billing.ledger.accounts import open_of, through
from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from marketplace.subsidies.reserve import promise
from marketplace.vouchers.codes import new_code
from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.offers.stock import return_stock, take_stock
from marketplace.vouchers.orders import emails
from marketplace.vouchers.orders.subsidy import promised_line


def issue_paid_order(order_id: int, *, amount_cents: int, at: datetime) -> bool:
    """Issue the order's vouchers for ``amount_cents``. False means: not taken, the money goes back to the buyer.

    Not taken is what comes for an order that is fulfilled or cancelled, that lost its stock or its subsidy to somebody
    else, or that costs another amount. Runs inside the transaction of ``billing.payments.converge``, which holds the
    attempt.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("offer__business").get(pk=order_id)
    if order.fulfilled_at or order.cancelled_at or amount_cents != order.total_cents:
        return False
    if not order.holds_stock and not take_stock(order.offer_id, quantity=order.quantity):
        return False
    if order.subsidy_cents and not promise(order.pk, key=journal_key(order), at=at):
        if not order.holds_stock:
            return_stock(order.offer_id, quantity=order.quantity)
        return False
    order.fulfilled_at = at
    order.expired_at = None  # paid in the last second, or after it
    order.holds_stock = True
    order.placed_from = ""
    order.save(update_fields=["fulfilled_at", "expired_at", "holds_stock", "placed_from"])
    give_out(order, at=at)
    emails.vouchers.queue(order, to=order.email)
    return True


def give_out(order: Order, *, at: datetime) -> None:
    """Make the vouchers of an order that is paid, and book them. The caller mails them to the buyer."""
    Voucher.objects.bulk_create(_vouchers(order, at=at))
    _book(order, at=at)
    record("order.fulfilled", order, by=SYSTEM, at=at, amount_cents=order.total_cents)


def _vouchers(order: Order, *, at: datetime) -> list[Voucher]:
    return [
        Voucher(
            order=order,
            position=position,
            business=order.offer.business,
            code=new_code(),
            value_cents=order.value_cents,
            left_cents=order.value_cents,
            subsidy_cents=order.subsidy_cents,
            issued_at=at,
            expires_on=order.valid_until(localdate(at)),
        )
        for position in range(1, order.quantity + 1)
    ]


def _book(order: Order, *, at: datetime) -> None:
    """The business owes the value to the holders of the vouchers; the buyer has paid it, and the region its subsidy."""
    post(
        journal_key(order),
        at=at,
        memo=f"Gutscheine zu Bestellung {order.number}",
        lines=[
            (through(order.purpose), order.total_cents),
            promised_line(order, order.added_cents),
            (open_of(order.offer.business_id), -order.total_cents - order.added_cents),
        ],
    )


def journal_key(order: Order) -> str:
    return f"issue:{order.pk}"

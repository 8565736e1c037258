"""Close an order that nobody paid, and return its pieces to the stock."""

from __future__ import annotations

from datetime import datetime

from kreislauf.audit.record import SYSTEM, record
from marketplace.subsidies.reserve import release
from marketplace.vouchers.models import Order
from marketplace.vouchers.offers.stock import return_stock


def close_unpaid_order(order_id: int, *, at: datetime) -> None:
    """Expire the order and release its stock, once; nothing happens to one that is fulfilled or closed already.

    Runs inside the transaction of ``billing.payments.converge``, which holds the attempt.
    """
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.fulfilled_at or order.is_closed:
        return
    order.expired_at = at
    order.holds_stock = False
    order.save(update_fields=["expired_at", "holds_stock"])
    return_stock(order.offer_id, quantity=order.quantity)
    if order.subsidy_cents:
        release(order.pk, at=at)
    record("order.expired", order, by=SYSTEM, at=at)

"""A buyer whose payment was declined or took too long tries again, with the order as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.payments.lock import lock_payments
from kreislauf.audit.record import record
from marketplace.subsidies.reserve import reserve_again
from marketplace.vouchers.models import Order
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.offers.stock import take_stock
from marketplace.vouchers.orders.hold import HOLD, refuse_hoarding
from marketplace.vouchers.orders.purchase import NotOnSale, OutOfStock, note_payment, wait_for_payment
from marketplace.vouchers.orders.subsidy import refuse_hoarding_budget


@transaction.atomic
def reopen_order(order_id: int, *, at: datetime, way: str = "") -> Order:
    """Take the pieces off the shelf again and wait for a payment; nothing happens to an order that is still open.

    ``way`` is the provider that the buyer chose, or empty. Refuses with NotOnSale, OutOfStock, SubsidyChanged or
    TooManyAtOnce.
    """
    lock_payments(PURPOSE, order_id)
    locked = Order.objects.select_for_update(of=("self",))
    order = locked.select_related("offer__business").get(pk=order_id)
    if order.expired_at is None:
        return order
    if not order.offer.is_on_sale:
        raise NotOnSale
    if not take_stock(order.offer_id, quantity=order.quantity):
        raise OutOfStock
    reserve_again(order.pk, at=at)
    order.expired_at = None
    order.holds_stock = True
    is_scarce = order.offer.stock_left is not None or order.subsidy_cents > 0
    order.hold_until = at + HOLD if is_scarce else None
    order.save(update_fields=["expired_at", "holds_stock", "hold_until"])
    refuse_hoarding(order, at=at)
    refuse_hoarding_budget(order, at=at)
    wait_for_payment(order, note_payment(order, at=at, way=way), at=at)
    record("order.reopened", order, by="buyer", at=at)
    return order

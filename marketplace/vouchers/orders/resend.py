"""The mail with the vouchers, once more, to the address of the order."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.vouchers.models import Order
from marketplace.vouchers.orders import emails


class NothingToSend(Exception):
    """The order is not paid, so there are no vouchers."""


@transaction.atomic
def resend(order: Order, *, by: Actor, at: datetime) -> None:
    """Queue the order's mail again, to its address. Refuses with NothingToSend."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.fulfilled_at is None:
        raise NothingToSend
    record("order.resent", order, by=by, at=at)
    Order.objects.filter(pk=order.pk).update(mailed_at=None)
    emails.vouchers.cancel(order)  # one that waits or was refused goes out with this one
    emails.vouchers.queue(order, to=order.email)

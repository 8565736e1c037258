"""The mail with the vouchers, once more; with the right address, if the first had a slip in it."""

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
def resend(order: Order, *, email: str, by: Actor, at: datetime) -> None:
    """Queue the order's mail again, to ``email``. Refuses with NothingToSend."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.fulfilled_at is None:
        raise NothingToSend
    # The log says that the address changed, but not the new one: entries stay for years.
    record("order.resent", order, by=by, at=at, address_changed=email != order.email)
    Order.objects.filter(pk=order.pk).update(email=email, mailed_at=None)
    emails.vouchers.cancel(order)  # one that waits or was refused went to the address before
    emails.vouchers.queue(order, to=email)

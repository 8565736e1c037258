"""Somebody cannot reach the address that they bought with: the vouchers go to another one from now on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.address import masked
from marketplace.vouchers.models import Order
from marketplace.vouchers.orders import emails
from marketplace.vouchers.orders.resend import resend


class SameAddress(Exception):
    """The order has this address already."""


class Blocked(Exception):
    """A voucher of the order is blocked: who asks for it must not get it by another way."""


@transaction.atomic
def change_recipient(order: Order, *, email: str, reason: str, by: Actor, at: datetime) -> None:
    """Send the vouchers to ``email``, and a word about it to the address before.

    Refuses with ``SameAddress``, ``Blocked`` or ``NothingToSend``.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    old = order.email
    if email.lower() == old.lower():
        raise SameAddress
    if order.vouchers.filter(blocked_at__isnull=False).exists():
        raise Blocked
    # Masked, since entries stay for years; whoever is shown an address can still tell whether it is this one.
    addresses = {"old_address": masked(old), "new_address": masked(email)}
    record("order.recipient_changed", order, by=by, at=at, reason=reason, **addresses)
    Order.objects.filter(pk=order.pk).update(email=email)
    resend(order, by=by, at=at)
    emails.recipient_changed.queue(order, to=old, new_address=masked(email))

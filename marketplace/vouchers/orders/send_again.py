"""Somebody has lost the mail with the vouchers: it goes once more to the address they bought with, and nowhere else."""

from __future__ import annotations

from datetime import datetime

from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.orders.resend import resend

MOST_ORDERS = 5


def send_again(email: str, *, at: datetime) -> None:
    """Queue the mails of the newest orders of this address that still hold something; of nobody's it does nothing."""
    usable = Voucher.objects.filter(left_cents__gt=0, blocked_at__isnull=True, refund_pending_at__isnull=True)
    orders = Order.objects.filter(email__iexact=email, fulfilled_at__isnull=False, vouchers__in=usable)
    for order in orders.distinct().order_by("-fulfilled_at", "-pk")[:MOST_ORDERS]:
        resend(order, by="buyer", at=at)

"""Whole addresses of a buyer's pages, for mails, prints and providers."""

from __future__ import annotations

from django.urls import reverse

from kreislauf.house import purpose
from kreislauf.regions import current_region
from marketplace.vouchers.models import Order, Voucher


def order_number(order_id: int) -> str:
    """What the buyer says on the phone, or writes into a transfer."""
    return str(Order.objects.values_list("number", flat=True).get(pk=order_id))


def order_page(order: Order) -> str:
    """The buyer's page; its token is the key to it."""
    return f"{current_region().url}{buyer_page(order)}"


def buyer_page(order: Order) -> str:
    """Its path: of the order, or of the purchase that its voucher came with."""
    if order.payment_id is not None:
        return purpose(order.purpose).buyer_page(order.payment_id)
    return order.get_absolute_url()


def check_page(voucher: Voucher) -> str:
    """Where the QR code leads: a till redeems, everybody else sees what is left."""
    return f"{current_region().url}{reverse('vouchers:check', args=[voucher.code])}"


def withdrawal_page(order: Order) -> str:
    """Where its buyer withdraws."""
    if order.payment_id is not None:
        return order_page(order)
    return f"{current_region().url}{reverse('vouchers:withdrawal')}?bestellung={order.token}"

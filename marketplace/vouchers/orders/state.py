"""The state of an order, as staff, its business and programs read it; ``order_status`` is what its buyer should see."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.vouchers.models import Order, Voucher


class OrderState(models.TextChoices):
    WAITING = "waiting", _("wartet auf Zahlung")
    PAID = "paid", _("bezahlt")
    REFUNDING = "refunding", _("Erstattung läuft")
    PARTLY_REFUNDED = "partly_refunded", _("teilweise erstattet")
    REFUNDED = "refunded", _("erstattet")
    CHARGED_BACK = "charged_back", _("zurückgebucht")
    EXPIRED = "expired", _("nicht bezahlt")
    CANCELLED = "cancelled", _("abgebrochen")


def state_of_order(order: Order) -> OrderState:
    """Told from its dates and its vouchers; a list prefetches them."""
    if order.fulfilled_at:
        return _after_payment(list(order.vouchers.all()))
    if order.expired_at:
        return OrderState.EXPIRED
    return OrderState.CANCELLED if order.cancelled_at else OrderState.WAITING


def _after_payment(vouchers: list[Voucher]) -> OrderState:
    """A single refund still on its way counts more than those that are done."""
    if any(voucher.charged_back_at for voucher in vouchers):
        return OrderState.CHARGED_BACK
    if any(voucher.refund_pending_at and not voucher.refunded_at for voucher in vouchers):
        return OrderState.REFUNDING
    back = sum(1 for voucher in vouchers if voucher.refunded_at)
    if not back:
        return OrderState.PAID
    return OrderState.REFUNDED if back == len(vouchers) else OrderState.PARTLY_REFUNDED

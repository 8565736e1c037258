"""The status of an order, as its buyer should see it."""

from __future__ import annotations

from enum import StrEnum

from billing.payments.models import Attempt, AttemptState, Charge, Refund
from marketplace.vouchers.models import Order
from marketplace.vouchers.models.order import PURPOSE


class OrderStatus(StrEnum):
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    PROCESSING = "processing"
    AWAY = "away"
    RETURNED = "returned"
    DECLINED = "declined"
    EXPIRED = "expired"


def order_status(order: Order, attempts: list[Attempt]) -> OrderStatus:
    """Told from the order's dates and its tries to pay, newest last."""
    if order.fulfilled_at:
        kept = order.vouchers.filter(refund_pending_at__isnull=True, refunded_at__isnull=True)
        return OrderStatus.PAID if kept.exists() else OrderStatus.WITHDRAWN
    states = [attempt.state for attempt in attempts]
    if not order.is_closed:
        if AttemptState.PROCESSING in states:
            return OrderStatus.PROCESSING
        # Without an address the provider has not answered yet; the sweeper goes on asking.
        return OrderStatus.WAITING if any(attempt.checkout_url for attempt in attempts) else OrderStatus.AWAY
    if AttemptState.SUCCEEDED in states or Charge.objects.filter(attempt__in=attempts).exists():
        return OrderStatus.RETURNED
    return OrderStatus.DECLINED if states[-1:] == [AttemptState.FAILED] else OrderStatus.EXPIRED


def attempts_of(order: Order) -> list[Attempt]:
    return list(Attempt.objects.of(*order.payment).order_by("pk"))


def overpayments_of(order: Order) -> list[Refund]:
    """What came in without being owed, a second payment above all, and how its way back stands."""
    charges = Charge.objects.filter(attempt__purpose=PURPOSE, attempt__order_id=order.pk, taken=False)
    return list(Refund.objects.filter(charge__in=charges, subject_id__isnull=True).order_by("pk"))

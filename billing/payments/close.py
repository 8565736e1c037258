"""Tell the slice that nobody is paying for its order any more."""

from __future__ import annotations

from datetime import datetime

from billing.payments.models import Attempt, Charge
from kreislauf.house import purpose


def close_if_over(attempt: Attempt, *, at: datetime) -> None:
    """When a payment was decided, with all of the order's locked: close unless another is open or was taken."""
    if Attempt.objects.of(attempt.purpose, attempt.order_id).undecided().exists():
        return
    if took_money(attempt.purpose, attempt.order_id):
        return
    purpose(attempt.purpose).closed(attempt.order_id, at=at)


def took_money(kind: str, order_id: int) -> bool:
    """Whether the order has been paid for; any further money for it is surplus."""
    return Charge.objects.filter(attempt__purpose=kind, attempt__order_id=order_id, taken=True).exists()

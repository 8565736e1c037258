"""Tell the slice that nobody is paying for its order any more."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from billing.payments.models import Attempt, Charge


def close_if_over(attempt: Attempt, *, at: datetime) -> None:
    """When a payment was decided, with all of the order's locked: close unless another is open or was taken."""
    of_order = Attempt.objects.of(attempt.purpose, attempt.order_id)
    if of_order.undecided().exists():
        return
    if Charge.objects.filter(attempt__in=of_order, taken=True).exists():
        return
    import_string(settings.ON_CLOSED[attempt.purpose])(attempt.order_id, at=at)

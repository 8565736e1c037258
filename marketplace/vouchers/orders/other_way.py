"""A buyer who was on one way to pay takes another."""

from __future__ import annotations

from datetime import datetime

from billing.payments.call_off import call_off
from billing.payments.models import Attempt
from billing.payments.ways import ways_to_pay
from marketplace.vouchers.models import Order
from marketplace.vouchers.models.order import PURPOSE


def call_off_other_way(order: Order, way: str, *, at: datetime) -> None:
    """Close what is open at another provider than ``way``; what was paid there meanwhile counts, and nothing changes.

    Nothing happens without a way, or with one that the business does not have. Runs outside of
    transactions. Needs the offer.
    """
    if way not in ways_to_pay(order.offer.business.paid_to):
        return
    for attempt in Attempt.objects.of(PURPOSE, order.pk).undecided().exclude(provider=way):
        call_off(attempt, at=at)

"""A business, or the office for the region, takes no new payments by an account any more."""

from __future__ import annotations

from datetime import datetime

from billing.payments.models import ClosedBecause, Merchant, MerchantState
from billing.payments.set_merchant_state import set_merchant_state
from kreislauf.audit.actor import Actor


def disconnect(merchant: Merchant, *, by: Actor, at: datetime) -> Merchant:
    """Payments and refunds of orders that were placed go on by it. Repeatable; ``begin`` takes it up again."""
    if merchant.closed_at is not None:
        return merchant
    return set_merchant_state(merchant, MerchantState.GONE, at=at, by=by, because=ClosedBecause.DISCONNECTED)

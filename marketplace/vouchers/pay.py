"""Where the buyer of an order pays: now, or later from the order's own page."""

from __future__ import annotations

from datetime import datetime

from billing.payments.checkout import ProviderAway, open_checkout
from kreislauf.regions import current_region
from marketplace.vouchers.models import Order

PURPOSE = "voucher"  # our name in ``ON_PAID`` in settings


def pay_order(order: Order, *, at: datetime) -> str:
    """Open the checkout of an order and return its address, or the order's own page when the provider is away."""
    page = f"{current_region().url}{order.get_absolute_url()}"
    try:
        attempt = open_checkout(
            purpose=PURPOSE,
            order_id=order.pk,
            amount_cents=order.total_cents,
            title=str(order),
            email=order.email,
            return_url=page,
            at=at,
        )
    except ProviderAway:
        return page
    return attempt.checkout_url

"""What a charge still has, in cents."""

from __future__ import annotations

from django.db.models import Sum

from billing.payments.models import Charge


def refundable_cents(charge: Charge) -> int:
    """The charge less its refunds, sent or on their way, and less its chargebacks but for disputes that were won."""
    back = charge.refunds.not_failed().aggregate(cents=Sum("amount_cents"))["cents"] or 0
    chargebacks = charge.chargebacks.filter(won_at=None).aggregate(cents=Sum("amount_cents"))["cents"] or 0
    return charge.amount_cents - int(back) - int(chargebacks)

"""What the platform keeps of card payments in a region: as the region's plan says, read with every payment."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F

from billing.subscriptions.models import Subscription
from tenants.models import Region
from tenants.regions.lookup import forget_cards


def set_fee(subscription: Subscription, *, on: date) -> bool:
    """Copy the fee that holds on this day into the region's row. Returns whether it is another than before."""
    is_over = subscription.ends_on is not None and subscription.ends_on < on
    term = None if is_over else subscription.term_on(on)
    fee = term.version.fee_basis_points if term else 0
    others = Region.objects.filter(pk=subscription.region_id).exclude(fee_basis_points=fee)
    changed = bool(others.update(fee_basis_points=fee, version=F("version") + 1))
    if changed:
        transaction.on_commit(forget_cards)
    return changed

"""Operators say who writes the invoices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from billing.subscriptions.models import Seller
from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation


@transaction.atomic
def change_seller(seller: Seller, *, fields: Sequence[str], by: Actor, at: datetime) -> Seller:
    """Save for invoices from now on; those that were issued keep what they say."""
    if fields:
        seller.changed_at = at
        seller.save()
        log_operation("seller.changed", seller.name, by=by, at=at, fields=sorted(fields))
    return seller

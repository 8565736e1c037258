"""Whom a region's invoices go to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from billing.subscriptions.models import Buyer
from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from tenants.logbook.record import log_operation
from tenants.models import Region
from tenants.signup.models import Application


def buyer_of(region_id: int) -> Buyer:
    """The region's row; before somebody has entered one, what sign-up knows of it, not saved."""
    with stepping_into(None):
        found = Buyer.objects.filter(region_id=region_id).first()
        if found is not None:
            return found
        region = Region.objects.filter(pk=region_id).first()
        applied = Application.objects.filter(region_id=region_id).defer("logo").first()
    return Buyer(
        region_id=region_id,
        name=region.name if region else "",
        email=applied.email if applied else "",
        leitweg_id=applied.leitweg_id if applied else "",
    )


@transaction.atomic
def change_buyer(buyer: Buyer, *, fields: Sequence[str], by: Actor, at: datetime) -> Buyer:
    """Save whom invoices go to from now on; invoices that were issued keep what they say."""
    if fields or buyer.pk is None:
        buyer.changed_at = at
        buyer.save()
        log_operation("buyer.changed", buyer.name, by=by, at=at, region_id=buyer.region_id, fields=sorted(fields))
    return buyer

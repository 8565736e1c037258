"""What the platform keeps of card payments in a region: as the region's plan says, read with every payment."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import F

from billing.subscriptions.models import Subscription, Term
from kreislauf.each import each
from tenants.models import Region
from tenants.regions.lookup import forget_cards


def set_fees(*, on: date) -> int:
    """Copy the fees that hold on this day into the regions' rows. How many were others before."""
    with_fee = Term.objects.filter(version__fee_basis_points__gt=0).values("subscription__region_id")
    regions = Region.objects.filter(pk__in=with_fee) | Region.objects.filter(fee_basis_points__gt=0)
    return each(regions.order_by("pk").values_list("pk", flat=True), partial(set_fee, on=on))


def set_fee(region_id: int, *, on: date) -> bool:
    """The same for one region; without a contract nothing is kept."""
    running = Subscription.objects.running_on(on).filter(region_id=region_id).order_by("-pk").first()
    term = running.term_on(on) if running else None
    fee = term.version.fee_basis_points if term else 0
    others = Region.objects.filter(pk=region_id).exclude(fee_basis_points=fee)
    changed = bool(others.update(fee_basis_points=fee, version=F("version") + 1))
    if changed:
        transaction.on_commit(forget_cards)
    return changed

"""Work on orders that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.vouchers.models import Declaration, Order
from marketplace.vouchers.orders.hold import release_holds
from marketplace.vouchers.withdrawal.by_number import sweep_declarations
from tenants.regions.regions_with import regions_with


@app.task
def release_in_region() -> None:
    release_holds(at=timezone.now())


@app.task(platform=True)
def release_in_regions() -> None:
    """A task for each region in which an unpaid order has held pieces long enough."""
    for region in regions_with(Order.objects.holding_too_long(timezone.now())):
        with stepping_into(region.card()):
            release_in_region.apply_async(expires=60)


@app.task
def sweep_region() -> None:
    sweep_declarations(at=timezone.now())


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region in which a declaration of withdrawal has waited long enough."""
    for region in regions_with(Declaration.objects.due(timezone.now())):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=3600)

"""Work on subsidies that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.subsidies.forget import forget
from marketplace.subsidies.models import Subsidy
from tenants.regions.regions_with import regions_with


@app.task
def sweep_region() -> None:
    """Repeatable: a worker that dies in between leaves the rest to the next day."""
    forget(at=timezone.now())


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region that still knows who bought by an action."""
    for region in regions_with(Subsidy.objects.exclude(person="")):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=3600)

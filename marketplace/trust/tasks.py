"""Work on notices that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.trust.forget import forget
from marketplace.trust.models import Decision, Notice
from tenants.regions.regions_with import regions_with


@app.task
def sweep_region() -> None:
    """Repeatable: a worker that dies in between leaves the rest to the next hour."""
    forget(at=timezone.now())


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region in which somebody has sent a notice or something was decided."""
    for region in regions_with(Notice.objects.all(), Decision.objects.all()):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=3600)

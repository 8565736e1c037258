from __future__ import annotations

from contextlib import suppress

from kreislauf.celery import app
from tenants.fleet.migrate import AlreadyRunning, migrate_fleet
from tenants.fleet.models import Retry
from tenants.models import Region


@app.task(platform=True, found_by="tenants.fleet.tasks.sweep_retries")
def migrate_region(*, region_id: int) -> None:
    """Migrate one region again, on an operator's request. While another run is on, the sweep tries later."""
    asked = Retry.objects.filter(region_id=region_id).first()
    region = Region.objects.with_schema().filter(pk=region_id).first()
    if asked is None:
        return
    with suppress(AlreadyRunning):
        if region is not None:
            migrate_fleet([region], by=asked.by)
        asked.delete()


@app.task(platform=True)
def sweep_retries() -> None:
    """Retries whose task was lost, or came while another run was on."""
    for region_id in Retry.objects.values_list("region_id", flat=True):
        migrate_region(region_id=region_id)

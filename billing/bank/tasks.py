"""Work on bank statements that nobody waits for."""

from __future__ import annotations

from django.utils import timezone

from billing.bank.imports import work
from billing.providers.bank_transfer.models import BankImport
from kreislauf.celery import app
from kreislauf.regions import stepping_into
from tenants.regions.regions_with import regions_with


@app.task(found_by="billing.bank.tasks.sweep_regions")
def work_on_import(*, import_id: int) -> None:
    work.work_on_import(import_id, at=timezone.now())


@app.task
def sweep_region() -> None:
    work.sweep_imports(at=timezone.now())


@app.task(platform=True)
def sweep_regions() -> None:
    """A task for each region that has an upload to take up, or something to forget."""
    now = timezone.now()
    with_file = BankImport.objects.exclude(file="").filter(worked_at__lte=now - work.LOST_AFTER)
    for region in regions_with(work.lost(now), work.old(now), work.strangers(now), with_file):
        with stepping_into(region.card()):
            sweep_region.apply_async(expires=60)

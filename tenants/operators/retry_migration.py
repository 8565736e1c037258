"""Retry a region's migrations."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.fleet.tasks import migrate_region
from tenants.logbook.record import log_operation
from tenants.models import SERVED, Region


class NothingToMigrate(Exception):
    """The region has no schema, or it is neither quarantined nor behind."""


@transaction.atomic
def retry_migration(region: Region, *, behind: bool, by: Actor, at: datetime) -> None:
    """Queue it for a worker; the region's page shows the outcome. Refuses with ``NothingToMigrate``."""
    if region.status not in SERVED or not (behind or region.quarantined_at):
        raise NothingToMigrate
    log_operation("region.migration_retried", region.name, by=by, at=at, region_id=region.pk)
    transaction.on_commit(lambda: migrate_region.delay(region_id=region.pk, by=str(by)), robust=True)

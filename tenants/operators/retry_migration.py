"""Have a region that does not fit the code brought to it once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.fleet.tasks import migrate_region
from tenants.models import SERVED, Region
from tenants.operators.record import record_deed


class NothingToMigrate(Exception):
    """The region has no schema, or it is not quarantined and not behind."""


@transaction.atomic
def retry_migration(region: Region, *, behind: bool, by: Actor, at: datetime) -> None:
    """A worker does it; how it went stands in the region's history. Refuses with ``NothingToMigrate``."""
    if region.status not in SERVED or not (behind or region.quarantined_at):
        raise NothingToMigrate
    record_deed("region.migration_retried", region.name, by=by, at=at, region_id=region.pk)
    transaction.on_commit(lambda: migrate_region.delay(region_id=region.pk, by=str(by)), robust=True)

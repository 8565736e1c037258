"""Retry a region's migrations."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from tenants.fleet.models import Retry
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
    Retry.objects.update_or_create(region=region, defaults={"by": str(by)[:254], "asked_at": at})
    soon("tenants.fleet.tasks.migrate_region", region_id=region.pk)

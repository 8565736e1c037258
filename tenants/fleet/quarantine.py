"""Quarantine a region that could not be migrated: this code does not serve it until a later run migrates it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tenants.engine.code_version import code_state
from tenants.logbook.record import log_operation
from tenants.models import Region
from tenants.regions.lookup import forget_cards

LONGEST = 2000


@transaction.atomic
def quarantine(region: Region, *, because: str, by: str, at: datetime) -> None:
    """Its visitors get a maintenance page and its data stay unchanged. Code of the former state goes on serving it."""
    Region.objects.filter(pk=region.pk).update(
        quarantined_for=code_state(), quarantined_at=at, quarantined_because=because[:LONGEST], version=F("version") + 1
    )
    log_operation("region.quarantined", region.name, by=by, at=at, region_id=region.pk, error=because[:LONGEST])
    transaction.on_commit(forget_cards)


@transaction.atomic
def release(region: Region, *, by: str, at: datetime) -> None:
    """Serve the region again, now that it is migrated. Does nothing if it is not quarantined."""
    was = Region.objects.filter(pk=region.pk).exclude(quarantined_for="")
    if was.update(quarantined_for="", quarantined_at=None, quarantined_because="", version=F("version") + 1):
        log_operation("region.released", region.name, by=by, at=at, region_id=region.pk)
        transaction.on_commit(forget_cards)

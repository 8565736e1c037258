"""Have a region that does not fit the code brought to it once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from tenants.fleet.models import Retry
from tenants.models import SERVED, Region
from tenants.operators.record import record_deed


class NothingToBring(Exception):
    """The region has no schema, or it is not set aside and not behind."""


@transaction.atomic
def ask_to_bring(region: Region, *, behind: bool, by: Actor, at: datetime) -> None:
    """A worker does it; how it went stands in the region's history. Refuses with ``NothingToBring``."""
    if region.status not in SERVED or not (behind or region.set_aside_at):
        raise NothingToBring
    record_deed("region.bring_asked", region.name, by=by, at=at, region_id=region.pk)
    Retry.objects.update_or_create(region=region, defaults={"by": str(by)[:254], "asked_at": at})
    soon("tenants.fleet.tasks.bring_region", region_id=region.pk)

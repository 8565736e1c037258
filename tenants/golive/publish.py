"""The region opens its site to everybody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import RegionCard, stepping_into
from tenants.branding.models import Branding
from tenants.golive.check import Check, checklist
from tenants.logbook.record import log_operation
from tenants.models import Region, Status, record_step
from tenants.regions.lookup import forget_cards


class NotReady(Exception):
    """``missing`` holds the lines of the checklist that are not done."""

    def __init__(self, missing: list[Check]) -> None:
        super().__init__(", ".join(str(check.title) for check in missing))
        self.missing = missing


class NotADraft(Exception):
    """The site is open already, or paused; operators let a paused one go on."""


def publish(region: RegionCard, *, by: Actor, at: datetime) -> Region:
    """From draft to live, once; a second click changes nothing. Refuses with ``NotReady`` and ``NotADraft``."""
    with transaction.atomic():
        with stepping_into(None):
            row = Region.objects.select_for_update().get(pk=region.id)
        if row.status == Status.LIVE:
            return row
        if row.status != Status.DRAFT:
            raise NotADraft
        with stepping_into(region):
            missing = [check for check in checklist() if not check.done]
            if missing:
                raise NotReady(missing)
            record("region.published", Branding.objects.get(), by=by, at=at)
        with stepping_into(None):
            record_step(row, Status.LIVE, by=str(by)[:254], at=at)
            log_operation("region.published", row.name, by=by, at=at, region_id=row.pk)
    forget_cards()
    return row

"""Cancel a region's departure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.accounts.models import Role
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import stepping_into
from tenants.archive import emails
from tenants.archive.models import Departure
from tenants.archive.notify import notify, notify_partners
from tenants.branding.models import Branding
from tenants.logbook.record import log_operation
from tenants.models import Region, Status, record_step
from tenants.regions.lookup import forget_cards


class NotLeaving(Exception):
    """The region is not leaving."""


class TooLate(Exception):
    """The deletion has begun; only the archive is left."""


def stay(region: Region, *, by: Actor, at: datetime) -> Region:
    """Put the region back into the status it had before. Refuses with ``NotLeaving`` and ``TooLate``."""
    with stepping_into(None), transaction.atomic():
        region = Region.objects.select_for_update().prefetch_related("domains").get(pk=region.pk)
        departure = Departure.objects.open().select_for_update().filter(region=region).first()
        if departure is None:
            raise NotLeaving
        if departure.began_at is not None:
            raise TooLate
        Departure.objects.filter(pk=departure.pk).update(stayed_at=at, stayed_by=str(by)[:254], contact="")
        record_step(region, Status(departure.status_before), by=str(by)[:254], at=at, **_pause_before(departure))
        log_operation("region.staying", region.name, by=by, at=at, region_id=region.pk)
        with stepping_into(region.card()):
            record("region.staying", Branding.objects.get(), by=by, at=at)
            notify(emails.staying, departure)
            notify(emails.staying, departure, role=Role.BUSINESS)
            notify_partners(emails.staying, departure)
        transaction.on_commit(forget_cards)
    return region


def _pause_before(departure: Departure) -> dict[str, Any]:
    """A pause goes on as it was: with its reason, and for those to end who began it."""
    step = departure.region.steps.filter(status=Status.SUSPENDED).order_by("-pk").first()
    if step is None or departure.status_before != Status.SUSPENDED:
        return {}
    return {"note": step.note, "by_office": step.by_office}

"""Suspend and resume a region. Vouchers of a suspended region can still be redeemed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation
from tenants.models import Region, Status, record_step
from tenants.regions.lookup import forget_cards


class NotLive(Exception):
    """Only a live region can be suspended."""


class NotSuspended(Exception):
    """Only a suspended region can be resumed."""


class ReasonMissing(Exception):
    """A reason is required; the region will see it."""


@transaction.atomic
def suspend(region: Region, *, reason: str, by: Actor, at: datetime) -> Region:
    """The public gets a 503 page, staff can go on working. Refuses with ``NotLive`` and ``ReasonMissing``."""
    region = Region.objects.select_for_update().get(pk=region.pk)
    if region.status != Status.LIVE:
        raise NotLive
    if not reason.strip():
        raise ReasonMissing
    _move(region, Status.SUSPENDED, "region.suspended", reason=reason, by=by, at=at)
    return region


@transaction.atomic
def resume(region: Region, *, reason: str = "", by: Actor, at: datetime) -> Region:
    """Make the region live again. Refuses with ``NotSuspended``."""
    region = Region.objects.select_for_update().get(pk=region.pk)
    if region.status != Status.SUSPENDED:
        raise NotSuspended
    _move(region, Status.LIVE, "region.resumed", reason=reason, by=by, at=at)
    return region


def _move(region: Region, status: Status, action: str, *, reason: str, by: Actor, at: datetime) -> None:
    record_step(region, status, by=str(by)[:254], at=at, note=reason.strip())
    log_operation(action, region.name, by=by, at=at, region_id=region.pk, reason=reason.strip())
    transaction.on_commit(forget_cards)

"""Operators pause a region and let it go on. Vouchers of a paused region can still be redeemed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation
from tenants.models import Region, Status, record_step
from tenants.regions.lookup import forget_cards


class NotLive(Exception):
    """Only a published region can be paused."""


class NotSuspended(Exception):
    """Only a paused region can go on."""


class ReasonMissing(Exception):
    """The region reads why."""


@transaction.atomic
def suspend(region: Region, *, reason: str, by: Actor, at: datetime) -> Region:
    """The public gets a page that says so; its staff still works. Refuses with ``NotLive`` and ``ReasonMissing``."""
    region = Region.objects.select_for_update().get(pk=region.pk)
    if region.status != Status.LIVE:
        raise NotLive
    if not reason.strip():
        raise ReasonMissing
    _move(region, Status.SUSPENDED, "region.suspended", reason=reason, by=by, at=at)
    return region


@transaction.atomic
def resume(region: Region, *, reason: str = "", by: Actor, at: datetime) -> Region:
    """Back to what it was: published. Refuses with ``NotSuspended``."""
    region = Region.objects.select_for_update().get(pk=region.pk)
    if region.status != Status.SUSPENDED:
        raise NotSuspended
    _move(region, Status.LIVE, "region.resumed", reason=reason, by=by, at=at)
    return region


def _move(region: Region, status: Status, action: str, *, reason: str, by: Actor, at: datetime) -> None:
    record_step(region, status, by=str(by)[:254], at=at, note=reason.strip())
    log_operation(action, region.name, by=by, at=at, region_id=region.pk, reason=reason.strip())
    transaction.on_commit(forget_cards)

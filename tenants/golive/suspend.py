"""Suspend and resume a region. Vouchers of a suspended region can still be redeemed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.mailing import addresses_of
from kreislauf.accounts.models import Role
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.kinds import Kind
from kreislauf.regions import stepping_into
from tenants.branding.models import Branding
from tenants.golive import emails
from tenants.logbook.record import log_operation
from tenants.models import Region, Status, Step, record_step
from tenants.regions.lookup import forget_cards


class NotLive(Exception):
    """Only a live region can be suspended."""


class NotSuspended(Exception):
    """Only a suspended region can be resumed."""


class NotOurs(Exception):
    """The platform has suspended the region, so its own office cannot resume it."""


class ReasonMissing(Exception):
    """A reason is required; the region will see it."""


def suspend(region: Region, *, reason: str, by: Actor, at: datetime, by_office: bool = False) -> Region:
    """The public gets a 503 page, staff can go on working, and its administrators get a letter.

    A pause of the office's own becomes the platform's by it, and the office cannot end it any more.
    Refuses with ``NotLive`` and ``ReasonMissing``.
    """
    with stepping_into(None), transaction.atomic():
        region = Region.objects.select_for_update().get(pk=region.pk)
        if region.status != Status.LIVE and (by_office or not region.is_suspended_by_office):
            raise NotLive
        if not reason.strip():
            raise ReasonMissing
        step = record_step(region, Status.SUSPENDED, by=str(by)[:254], at=at, note=reason.strip(), by_office=by_office)
        log_operation("region.suspended", region.name, by=by, at=at, region_id=region.pk, reason=reason.strip())
        with stepping_into(region.card()):
            record("region.suspended", Branding.objects.get(), by=by, at=at, reason=reason.strip())
            _notify(emails.suspended, step)
        transaction.on_commit(forget_cards)
    return region


def resume(region: Region, *, reason: str = "", by: Actor, at: datetime, by_office: bool = False) -> Region:
    """Make the region live again, and write so to its administrators. Refuses with ``NotSuspended`` and ``NotOurs``."""
    with stepping_into(None), transaction.atomic():
        region = Region.objects.select_for_update().get(pk=region.pk)
        if region.status != Status.SUSPENDED:
            raise NotSuspended
        if by_office and not region.is_suspended_by_office:
            raise NotOurs
        step = record_step(region, Status.LIVE, by=str(by)[:254], at=at, note=reason.strip(), by_office=by_office)
        log_operation("region.resumed", region.name, by=by, at=at, region_id=region.pk, reason=reason.strip())
        with stepping_into(region.card()):
            record("region.resumed", Branding.objects.get(), by=by, at=at, reason=reason.strip())
            _notify(emails.resumed, step)
        transaction.on_commit(forget_cards)
    return region


def _notify(kind: Kind[Step], step: Step) -> None:
    for address in addresses_of(Role.ADMINISTRATOR):
        kind.queue(step, to=address)

"""Two regions agree to share, and either ends it any day. Each step stands in both offices' logs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.kinds import Kind
from kreislauf.regions import current_region, stepping_into
from tenants.models import Region, Status
from tenants.sharing import emails
from tenants.sharing.adopt import drop_between
from tenants.sharing.letters import to_office
from tenants.sharing.models import Partnership

ASKED_OF = (Status.LIVE, Status.SUSPENDED)


class CannotAsk(Exception):
    """The other region is this one or not there, or nothing was chosen to be shared."""


class AlreadyAsked(Exception):
    """One of the two has asked before, or they are partners already."""


class NotYours(Exception):
    """The partnership is over, or waits for somebody else."""


@transaction.atomic
def ask(other: Region, *, kinds: Collection[str], by: Actor, at: datetime) -> Partnership:
    """Ask for a partnership in the name of the region at work. Refuses with ``CannotAsk`` and ``AlreadyAsked``."""
    region = current_region()
    if other.pk == region.id or other.status not in ASKED_OF or not kinds:
        raise CannotAsk
    try:
        with stepping_into(None), transaction.atomic():
            made = Partnership.objects.create(
                asker_id=region.id, asked=other, kinds=sorted(kinds), asked_at=at, asked_by=str(by)[:254]
            )
            partnership = _loaded(made)
    except IntegrityError:
        raise AlreadyAsked from None
    record("partnership.asked", partnership, by=by, at=at, region=other.name)
    _notify_other("partnership.received", emails.asked, partnership, at=at)
    return partnership


@transaction.atomic
def accept(partnership: Partnership, *, kinds: Collection[str], by: Actor, at: datetime) -> None:
    """For what the asked region chooses of what it was asked for. Refuses with ``NotYours`` and ``CannotAsk``."""
    chosen, region = sorted(set(kinds) & set(partnership.kinds)), current_region()
    if not chosen:
        raise CannotAsk
    with stepping_into(None):
        waiting = Partnership.objects.open().filter(pk=partnership.pk, accepted_at=None)
        if not waiting.filter(asked_id=region.id).update(accepted_at=at, accepted_by=str(by)[:254], kinds=chosen):
            raise NotYours
        partnership = _loaded(partnership)
    record("partnership.accepted", partnership, by=by, at=at, region=partnership.asker.name)
    _notify_other("partnership.was_accepted", emails.accepted, partnership, at=at)


@transaction.atomic
def end(partnership: Partnership, *, by: Actor, at: datetime) -> None:
    """Also declines or takes back a request. What one showed of the other is shown no longer. Refuses ``NotYours``."""
    region = current_region()
    with stepping_into(None), transaction.atomic():
        ours = Partnership.objects.open().of(region.id).filter(pk=partnership.pk)
        if not ours.update(ended_at=at, ended_by=str(by)[:254]):
            raise NotYours
        partnership = _loaded(partnership)
        drop_between(partnership, at=at)
    other = partnership.other(region.id)
    record("partnership.ended", partnership, by=by, at=at, region=other.name)
    _notify_other("partnership.was_ended", emails.ended, partnership, at=at)


def _loaded(partnership: Partnership) -> Partnership:
    return Partnership.objects.with_regions().get(pk=partnership.pk)


def _notify_other(action: str, kind: Kind[Any], partnership: Partnership, *, at: datetime) -> None:
    """The other office: a line in its log, and a letter to each of its people."""
    region = current_region()
    other = partnership.other(region.id)
    if other.status not in (*ASKED_OF, Status.LEAVING, Status.DRAFT):
        return
    with stepping_into(other.card()), transaction.atomic():
        record(action, partnership, by=region.name, at=at, region=region.name)
        to_office(kind, partnership)

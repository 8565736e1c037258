"""Give up a sender: the platform's address is the region's again, and its keys are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from tenants.models import Region
from tenants.senders.keys import retire
from tenants.senders.lock import locked
from tenants.senders.log_sender import log_sender
from tenants.senders.models import OwnSender


def close(own: OwnSender, *, because: str, by: Actor, at: datetime) -> None:
    """Idempotent. One that was to follow it stands for itself from then on."""
    with stepping_into(None), transaction.atomic():
        found = locked(own.pk)
        if found is not None:
            close_locked(found, because=because, by=by, at=at)


def close_all(region: Region, *, because: str, by: Actor, at: datetime) -> None:
    """Close what a region that leaves sends from."""
    for own in OwnSender.objects.open().filter(region=region):
        close(own, because=because, by=by, at=at)


def close_locked(own: OwnSender, *, because: str, by: Actor, at: datetime) -> None:
    """The caller holds the locks of the region's senders."""
    own.sends_since, own.replaces, own.closed_at, own.closed_because = None, None, at, because[:200]
    own.save()
    OwnSender.objects.filter(replaces=own).update(replaces=None)
    retire(list(own.keys.valid()), at=at)
    log_sender("sender.closed", own, by=by, at=at, reason=because)

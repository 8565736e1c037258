"""Give up a sender: the platform's address is the region's again, and its keys are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from tenants.models import Region
from tenants.senders.keys import retire
from tenants.senders.log_sender import log_sender
from tenants.senders.models import OwnSender


def close(own: OwnSender, *, because: str, by: Actor, at: datetime) -> None:
    """Idempotent."""
    with stepping_into(None), transaction.atomic():
        own = OwnSender.objects.select_for_update(of=("self",)).select_related("region").get(pk=own.pk)
        if own.closed_at is None:
            close_locked(own, because=because, by=by, at=at)
            own.save()


def close_all(region: Region, *, because: str, by: Actor, at: datetime) -> None:
    """Close what a region that leaves sends from."""
    for own in OwnSender.objects.open().filter(region=region):
        close(own, because=because, by=by, at=at)


def close_locked(own: OwnSender, *, because: str, by: Actor, at: datetime) -> None:
    """The caller holds the row's lock and saves it afterwards."""
    own.sends_since, own.closed_at, own.closed_because = None, at, because[:200]
    retire(list(own.keys.valid()), at=at)
    log_sender("sender.closed", own, by=by, at=at, reason=because)

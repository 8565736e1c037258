"""Close an own host: it is not served, gets no certificate, and its token never counts again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from tenants.domains.log_host import log_host
from tenants.domains.models import OwnHost
from tenants.domains.serve import stop_serving
from tenants.models import Region


def close(own: OwnHost, *, because: str = "", by: Actor, at: datetime) -> None:
    """Idempotent."""
    with stepping_into(None), transaction.atomic():
        own = OwnHost.objects.select_for_update(of=("self",)).select_related("region").get(pk=own.pk)
        if own.closed_at is None:
            close_locked(own, because=because, by=by, at=at)
            own.save()


def close_all(region: Region, *, because: str, by: Actor, at: datetime) -> None:
    """Close all hosts of a region that leaves."""
    for own in OwnHost.objects.open().filter(region=region):
        close(own, because=because, by=by, at=at)


def close_locked(own: OwnHost, *, because: str, by: Actor, at: datetime) -> None:
    """The caller holds the row's lock and saves it afterwards."""
    if own.proved_at is not None:
        stop_serving(own)
    own.closed_at, own.closed_because = at, because[:200]
    log_host("host.closed", own, by=by, at=at, reason=because)

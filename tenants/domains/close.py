"""The end of an own host: not served, no certificate, its token void for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from tenants.domains.models import OwnHost
from tenants.domains.note import note
from tenants.domains.serve import stop_serving
from tenants.models import Region


def close(own: OwnHost, *, because: str = "", by: Actor, at: datetime) -> None:
    """Closed twice, it is closed once."""
    with stepping_into(None), transaction.atomic():
        own = OwnHost.objects.select_for_update(of=("self",)).select_related("region").get(pk=own.pk)
        if own.closed_at is None:
            close_locked(own, because=because, by=by, at=at)
            own.save()


def close_all(region: Region, *, because: str, by: Actor, at: datetime) -> None:
    """For a region that leaves."""
    for own in OwnHost.objects.open().filter(region=region):
        close(own, because=because, by=by, at=at)


def close_locked(own: OwnHost, *, because: str, by: Actor, at: datetime) -> None:
    """For who holds the row's lock and saves it afterwards."""
    if own.proved_at is not None:
        stop_serving(own)
    own.closed_at, own.closed_because = at, because[:200]
    note("host.closed", own, by=by, at=at, reason=because)

"""Log a change of a region's sender, in the region's log and in the platform's."""

from __future__ import annotations

from datetime import datetime

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import stepping_into
from tenants.logbook.record import log_operation
from tenants.models import SERVED
from tenants.senders.models import OwnSender


def log_sender(action: str, own: OwnSender, *, by: Actor, at: datetime, reason: str = "") -> None:
    """``action`` is ``sender.live`` and the like. A deleted region has no log of its own any more."""
    region = own.region
    with stepping_into(None):
        log_operation(action, f"{region.name}: {own}", by=by, at=at, region_id=region.pk, reason=reason)
    if region.status in SERVED:
        with stepping_into(region.card()):
            record(action, own, by=by, at=at, reason=reason)

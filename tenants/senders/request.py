"""Ask for an address of the region's own. It counts once somebody has read the code that we mail to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region
from tenants.senders.domains import check_domain
from tenants.senders.log_sender import log_sender
from tenants.senders.models import OwnSender


class AlreadyOne(Exception):
    """The region has an address of its own, or has asked for one."""


def request_sender(region: RegionCard, address: str, *, by: Actor, at: datetime) -> OwnSender:
    """Note the address; ``send_code`` mails to it.

    ``address`` is as ``normal_address`` writes it. Refuses with ``SenderRefused`` and ``AlreadyOne``.
    """
    with stepping_into(None), transaction.atomic():
        row = Region.objects.select_for_update().get(pk=region.id)
        if OwnSender.objects.open().filter(region=row).exists():
            raise AlreadyOne
        check_domain(address, row)
        own = OwnSender.objects.create(
            region=row,
            address=address,
            requested_at=at,
            requested_by=str(by)[:254],
            code_sent_at=at,
            next_check_at=at,
        )
        log_sender("sender.requested", own, by=by, at=at)
    return own

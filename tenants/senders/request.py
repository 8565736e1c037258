"""Ask for an address of the region's own. It counts once somebody has read the code that we mail to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region
from tenants.senders.domains import SenderRefused, check_domain
from tenants.senders.log_sender import log_sender
from tenants.senders.models import OwnSender


class AlreadyOne(Exception):
    """The region has asked for an address, or for another one, and that is not in use yet."""


def request_sender(region: RegionCard, address: str, *, by: Actor, at: datetime) -> OwnSender:
    """Note the address; ``send_code`` mails to it. One that is in use sends until the new one can.

    ``address`` is as ``normal_address`` writes it. Refuses with ``SenderRefused`` and ``AlreadyOne``.
    """
    with stepping_into(None), transaction.atomic():
        row = Region.objects.select_for_update().get(pk=region.id)
        before = _in_use(row)
        if before is not None and before.address == address:
            raise SenderRefused(_("Von dieser Adresse kommen Ihre E-Mails schon."))
        check_domain(address, row)
        own = OwnSender.objects.create(
            region=row,
            replaces=before,
            address=address,
            requested_at=at,
            requested_by=str(by)[:254],
            code_sent_at=at,
            next_check_at=at,
        )
        log_sender("sender.requested", own, by=by, at=at)
    return own


def _in_use(region: Region) -> OwnSender | None:
    """The one that a new one would replace, locked, so that nobody closes it meanwhile. Refuses with ``AlreadyOne``."""
    found = list(OwnSender.objects.open().filter(region=region).order_by("pk").select_for_update(of=("self",)))
    if len(found) > 1 or any(own.live_at is None for own in found):
        raise AlreadyOne
    return found[0] if found else None

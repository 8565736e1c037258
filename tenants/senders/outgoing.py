"""Whose address the mail of the region at work carries: its own while the DNS is right, else the platform's."""

from __future__ import annotations

from kreislauf.mail.sender import Sender, platform_sender
from kreislauf.mail.signature import Signature
from kreislauf.regions import current_region_or_none, stepping_into
from tenants.senders.models import Dkim, OwnSender, Spf


def sender_of_region() -> Sender | None:
    """``None`` for the platform's sender as it is. A confirmed address gets the answers, whether it sends or not."""
    region = current_region_or_none()
    if region is None:
        return None
    with stepping_into(None):
        found = list(OwnSender.objects.confirmed().filter(region_id=region.id))
        own = next((one for one in found if one.replaces_id is None), None)
        if own is None:
            return None
        signature = _signature(own, region.schema) if own.sends_since else None
    # Where a confirmed address waits to replace one that is disturbed, it is the mailbox that somebody reads for sure.
    stand_in = platform_sender(reply_to=found[-1].address)
    if signature is None:
        return stand_in
    # Servers that look at SPF only look at the envelope: it carries the region's address where its SPF lists us.
    envelope = own.address if own.spf == Spf.FOUND else stand_in.envelope
    return Sender(address=own.address, envelope=envelope, signature=signature)


def _signature(own: OwnSender, schema: str) -> Signature | None:
    """By the newest key that the DNS has. ``None`` where ``SECRET_KEY`` was changed, until the next check sees it."""
    for key in own.keys.filter(retired_at__isnull=True, dkim=Dkim.FOUND):
        if pem := key.private(schema):
            return Signature(own.domain, key.selector, pem)
    return None

"""A backer wants no more news of one campaign."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.record import record
from marketplace.campaigns.models import Pledge, Unsubscribed
from marketplace.campaigns.updates.backers import address_hash


@transaction.atomic
def unsubscribe(pledge: Pledge, *, at: datetime) -> None:
    """Of every pledge with this address. Repeatable; without an address, nothing is sent anyway."""
    if not pledge.email:
        return
    row, is_new = Unsubscribed.objects.get_or_create(
        campaign_id=pledge.campaign_id, person=address_hash(pledge.email), defaults={"at": at}
    )
    if is_new:
        record("campaign.unsubscribed", row, by="backer", at=at)

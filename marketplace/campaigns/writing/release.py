"""What follows from staff's approval: the campaign runs from now on, and new rewards can be chosen."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kreislauf.audit.actor import Actor
from marketplace.campaigns.author import author_of
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.sharing.card import share
from marketplace.campaigns.writing import emails
from marketplace.campaigns.writing.ends import end_of
from marketplace.campaigns.writing.rewards import release_rewards
from marketplace.campaigns.writing.rules import SHORTEST


def begin(campaign: Campaign, at: datetime) -> None:
    """Its time begins with the first approval. Who waited long for it still has a week: the letter names the day."""
    if campaign.starts_at is None:
        campaign.starts_at = at
        campaign.ends_on = max(campaign.ends_on, timezone.localdate(at) + SHORTEST)
        campaign.ends_at = end_of(campaign.ends_on)


def released(campaign: Campaign, *, is_new: bool, by: Actor, at: datetime) -> None:
    """In the transaction of the approval."""
    release_rewards(campaign)
    share(campaign)
    emails.released.queue(campaign, to=author_of(campaign), version=campaign.version, is_new=is_new)

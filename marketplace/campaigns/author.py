"""Who hears what is decided on a campaign, and on what is told of it."""

from __future__ import annotations

from marketplace.businesses.author_address import author_address
from marketplace.campaigns.models import Campaign, Update


def author_of(campaign: Campaign) -> str:
    return author_address(campaign.business, campaign.author_email)


def author_of_update(update: Update) -> str:
    return author_address(update.campaign.business, update.author_email)

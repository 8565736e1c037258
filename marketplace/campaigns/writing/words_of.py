"""All that a campaign says in words, for whoever reads it twice."""

from __future__ import annotations

from marketplace.campaigns.models import Campaign
from marketplace.campaigns.writing.word_list import Found, forbidden


def said(campaign: Campaign) -> str:
    """Its texts, its costs and goals, and what it gives in return."""
    texts = [campaign.title, campaign.lead, campaign.text_md, campaign.picture_alt]
    costs, goals = [one["what"] for one in campaign.costs], [one["text"] for one in campaign.stretch]
    rewards = [f"{one.title}\n{one.text}" for one in campaign.rewards.all()] if campaign.pk else []
    return "\n".join(filter(None, [*texts, *costs, *goals, *rewards]))


def forbidden_in(campaign: Campaign) -> list[Found]:
    """What it may not promise: then nobody publishes it unread, however trusted."""
    return list(forbidden(said(campaign)))

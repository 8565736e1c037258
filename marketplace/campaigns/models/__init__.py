"""Campaigns, who backs them, and the pots that double what is given."""

from __future__ import annotations

from marketplace.campaigns.models.batch import Batch, Occasion
from marketplace.campaigns.models.campaign import SCOPE, Campaign
from marketplace.campaigns.models.choices import GiverKind, Mode, PledgeKind, RewardKind, UpdateKind
from marketplace.campaigns.models.fund import Grant, Match, MatchFund
from marketplace.campaigns.models.pledge import PURPOSE, Pledge, Pledges
from marketplace.campaigns.models.query import Campaigns
from marketplace.campaigns.models.reward import Reward
from marketplace.campaigns.models.update import SharedWord, Unsubscribed, Update, Updates

__all__ = [
    "PURPOSE",
    "SCOPE",
    "Batch",
    "Campaign",
    "Campaigns",
    "GiverKind",
    "Grant",
    "Match",
    "MatchFund",
    "Mode",
    "Occasion",
    "Pledge",
    "PledgeKind",
    "Pledges",
    "Reward",
    "RewardKind",
    "SharedWord",
    "Unsubscribed",
    "Update",
    "UpdateKind",
    "Updates",
]

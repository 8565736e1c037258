"""A campaign has reached its goal: those who promised are asked to pay."""

from __future__ import annotations

from datetime import datetime

from kreislauf.audit.record import SYSTEM, record, record_unseen
from marketplace.campaigns.ending import letters as endings
from marketplace.campaigns.ending.batch import begin
from marketplace.campaigns.ending.reached import reached_cents
from marketplace.campaigns.models import Campaign, Mode, Occasion, Pledge
from marketplace.campaigns.promises import letters

# A part of the promises will lapse; so much is promised before the end until payment is asked for.
ENOUGH_PERCENT = 115


def call_if_enough(campaign: Campaign, *, at: datetime) -> None:
    """With the campaign locked."""
    if campaign.mode != Mode.PROMISE or campaign.called_at is not None or campaign.is_orphaned:
        return
    if reached_cents(campaign.pk) * 100 >= campaign.goal_cents * ENOUGH_PERCENT:
        call(campaign, at=at)


def call(campaign: Campaign, *, at: datetime) -> None:
    """Ask everybody who has promised, and everybody who does from now on. With the campaign locked; repeatable."""
    if campaign.called_at is not None:
        return
    campaign.called_at = at
    campaign.save(update_fields=["called_at"])
    record("campaign.called", campaign, by=SYSTEM, at=at)
    begin(campaign, Occasion.CALL, at=at)
    endings.to_business(endings.business_called, campaign)


def call_one(pledge: Pledge, *, at: datetime) -> None:
    """With the pledge locked. The days to pay begin with the letter."""
    pledge.called_at = at
    pledge.save(update_fields=["called_at"])
    record_unseen("promise.called", pledge, by=SYSTEM, at=at)
    letters.queue(letters.called, pledge)

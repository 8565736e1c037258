"""The pots of one campaign, as its page and its form show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.campaigns.funds.rules import covers
from marketplace.campaigns.funds.sentence import rest, rule
from marketplace.campaigns.models import Campaign, MatchFund

MOST = 4


@dataclass(frozen=True, slots=True)
class Pot:
    fund: MatchFund
    rule: str
    rest: str


def pots_of(campaign: Campaign, *, at: datetime) -> list[Pot]:
    """Those that match now or will before the campaign's end, and empty ones, which say so. Needs the business."""
    if not campaign.takes_pledges(at):
        return []
    found = MatchFund.objects.filter(closed_at__isnull=True, ends_at__gt=at, starts_at__lt=campaign.ends_at)
    pots = [one for one in found.select_related("body", "business").order_by("ends_at", "pk") if covers(one, campaign)]
    # What still gives stands first; an empty one stays, so that nobody counts on it.
    pots.sort(key=lambda one: one.left_cents == 0)
    return [Pot(one, rule(one), rest(one, at)) for one in pots[:MOST]]

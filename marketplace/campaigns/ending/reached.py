"""How much of its goal a campaign has reached, whichever way somebody backs it."""

from __future__ import annotations

from django.db.models import F, Q, Sum

from marketplace.campaigns.models import Match, Pledge
from marketplace.campaigns.models.pledge import OPEN, PAID

# Promises that were confirmed by mail, and what staff has confirmed of paper.
CONFIRMED = OPEN & Q(promised_at__isnull=False, paid_at__isnull=True)


def reached_cents(campaign_id: int) -> int:
    """Paid, promised, on paper and matched."""
    of_campaign = Pledge.objects.filter(campaign=campaign_id)
    paid = of_campaign.filter(PAID).aggregate(cents=Sum(F("total_cents") - F("charged_back_cents"), default=0))
    confirmed = of_campaign.filter(CONFIRMED).aggregate(cents=Sum("total_cents", default=0))
    matched = Match.objects.filter(campaign=campaign_id, released_at__isnull=True)
    return int(paid["cents"] + confirmed["cents"] + matched.aggregate(cents=Sum("cents", default=0))["cents"])

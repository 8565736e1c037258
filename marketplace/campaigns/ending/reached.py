"""How much of its goal a campaign has reached, whichever way somebody backs it."""

from __future__ import annotations

from django.db.models import Q

from marketplace.campaigns.models.pledge import OPEN
from marketplace.campaigns.public.bar import bar_of

# Promises that were confirmed by mail, and what staff has confirmed of paper.
CONFIRMED = OPEN & Q(promised_at__isnull=False, paid_at__isnull=True)


def reached_cents(campaign_id: int) -> int:
    """What its bar shows: paid, promised, on paper and matched."""
    return bar_of([campaign_id])[campaign_id].reached_cents

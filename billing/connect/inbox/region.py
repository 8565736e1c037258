"""The region that an event is for."""

from __future__ import annotations

from billing.connect.inbox.homeless import Homeless, RegionWaits
from billing.connect.models import Problem
from kreislauf.regions import RegionCard
from tenants.models import SERVED
from tenants.regions.lookup import card_by_schema


def region_of(schema: str) -> RegionCard:
    """One that pauses or leaves takes its events, too. Refuses with Homeless, RegionWaits."""
    card = card_by_schema(schema)
    if card is None or card.status not in SERVED:
        raise Homeless(Problem.NO_REGION)
    if card.quarantined:
        raise RegionWaits
    return card

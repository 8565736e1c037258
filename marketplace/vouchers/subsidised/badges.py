"""What cards of offers say of a subsidy: „+ 25 % · Kreis Plön“, with one query for a whole list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from marketplace.subsidies.models import Action
from marketplace.vouchers.models import OfferKind
from marketplace.vouchers.subsidised.links import action_page

LEAST_CENTS = 1_00  # of a budget that is said to add something


class Plus(NamedTuple):
    """Plain values, because they are part of the key of cached fragments. ``url`` is the action's page."""

    text: str
    url: str


class Badges:
    """Of the actions that run; those of the highest rate first."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self.actions = sorted(actions, key=lambda one: (-one.rate_percent, one.pk))

    def of(self, kind: str, category_id: int | None) -> Plus | None:
        """Nothing for a product, whose voucher says what it buys and not how much."""
        if kind == OfferKind.SERVICE or category_id is None:
            return None
        found = next((one for one in self.actions if one.covers(category_id)), None)
        return Plus(f"+ {found.rate_percent} % · {found.giver}", action_page(found)) if found else None


def running_badges(at: datetime) -> Badges:
    """One query. The last cents of a budget may be gone while a cached list still shows it, for a minute."""
    return Badges(Action.objects.running(at).filter(left_cents__gte=LEAST_CENTS))

"""What an order would get on top at this moment: the number that a buyer sees before they pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Sum

from marketplace.subsidies.models import Action, Subsidy


class Short(StrEnum):
    """Why there is less than the rate says."""

    NO = ""
    POT = "pot"
    ORDER = "order"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Basket:
    """An order, as far as an action asks about it. ``person`` is empty while nobody knows who buys."""

    category_id: int
    paid_cents: int  # for one piece
    pieces: int = 1
    person: str = ""
    order_id: int = 0  # of one that is placed already, which does not count against its own person


@dataclass(frozen=True, slots=True)
class Offered:
    """``unit_cents`` are added to each piece; nothing, where an action runs but has nothing for this order."""

    action: Action
    unit_cents: int
    short: Short = Short.NO


def offered(basket: Basket, *, at: datetime) -> Offered | None:
    """The action that adds most to the order, of equals the oldest; None if none runs for its branch."""
    running = [action for action in Action.objects.running(at).order_by("pk") if action.covers(basket.category_id)]
    found = [offered_by(action, basket) for action in running]
    return max(found, key=lambda one: one.unit_cents, default=None)


def offered_by(action: Action, basket: Basket) -> Offered:
    """As much as the rate says, unless a cap or what is left allows less; a part of a cent is nobody's."""
    limits = [(basket.paid_cents * action.rate_percent // 100, Short.NO)]
    if action.cap_per_order_cents is not None:
        limits.append((action.cap_per_order_cents // basket.pieces, Short.ORDER))
    if action.cap_per_person_cents is not None:
        left = action.cap_per_person_cents - _had(action, basket)
        limits.append((max(left, 0) // basket.pieces, Short.PERSON))
    limits.append((action.left_cents // basket.pieces, Short.POT))
    unit_cents, short = min(limits, key=lambda limit: limit[0])
    return Offered(action, unit_cents, short)


def _had(action: Action, basket: Basket) -> int:
    """What the person's other orders hold or have of the action."""
    if not basket.person:
        return 0
    theirs = Subsidy.objects.filter(action=action, person=basket.person, released_at__isnull=True)
    remaining = F("pieces") * F("unit_cents") - F("back_cents")
    cents: int = theirs.exclude(order_id=basket.order_id).aggregate(cents=Sum(remaining, default=0))["cents"]
    return cents

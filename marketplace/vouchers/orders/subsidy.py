"""An order and what an action of the region adds to it: see ``marketplace.subsidies``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.subsidies.accounts import promised_of
from marketplace.subsidies.models import Subsidy
from marketplace.subsidies.offered import Basket, Offered, offered
from marketplace.subsidies.person import person_of
from marketplace.subsidies.reserve import held_by, left_beside, rate_beside, reserve
from marketplace.vouchers.models import Offer, OfferKind, Order
from marketplace.vouchers.orders.hold import HOLD, LAPSES, TooManyAtOnce, lapsed
from marketplace.vouchers.subsidised.links import action_page

ALWAYS_CENTS = 50_00  # that a first order may hold of whatever is left
EXAMPLE_CENTS = 20_00  # of an offer whose buyer chooses the amount


def subsidy_for(offer: Offer, *, unit_cents: int, at: datetime, pieces: int = 1, email: str = "") -> Offered | None:
    """What is added to each voucher at this price. A voucher for a product says what it buys, not how much."""
    if offer.kind == OfferKind.SERVICE or unit_cents < 1:
        return None
    return offered(_basket(offer, unit_cents=unit_cents, pieces=pieces, email=email), at=at)


@dataclass(frozen=True, slots=True)
class Shown:
    """On the offer's page: at its price, or at an example of one that the buyer chooses."""

    offered: Offered
    paid_cents: int

    @property
    def page(self) -> str:
        """Where everybody reads about the action."""
        return action_page(self.offered.action)

    @property
    def lasts_for(self) -> int:
        """About so many vouchers at this price: more than a hundred are said by two digits."""
        if not self.offered.unit_cents:
            return 0
        pieces = self.offered.action.left_cents // self.offered.unit_cents
        rounded = 10 ** max(len(str(pieces)) - 2, 0)
        return pieces // rounded * rounded if pieces > 100 else pieces


def shown_subsidy(offer: Offer, *, at: datetime) -> Shown | None:
    """What the offer's page says before anybody has typed anything."""
    paid_cents = offer.price_cents or min(max(EXAMPLE_CENTS, offer.min_cents or 0), offer.max_cents or EXAMPLE_CENTS)
    found = subsidy_for(offer, unit_cents=paid_cents, at=at)
    return Shown(found, paid_cents) if found else None


def reserve_subsidy(order: Order, *, seen_cents: int | None, at: datetime) -> None:
    """With the order just written down and its stock taken. Refuses with SubsidyChanged or TooManyAtOnce.

    Its vouchers are not scarce, but the budget is: the order holds its part only so long without being paid.
    """
    basket = _basket(
        order.offer, unit_cents=order.unit_cents, pieces=order.quantity, email=order.email, order_id=order.pk
    )
    if order.offer.kind == OfferKind.SERVICE:
        return
    reserved = reserve(basket, order_number=order.number, business=order.offer.business, seen_cents=seen_cents, at=at)
    if reserved is None:
        return
    order.subsidy_cents, order.subsidy_by = reserved.unit_cents, reserved.action.giver
    order.hold_until = order.hold_until or at + HOLD
    order.save(update_fields=["subsidy_cents", "subsidy_by", "hold_until"])
    refuse_hoarding_budget(order, at=at)


def refuse_hoarding_budget(order: Order, *, at: datetime) -> None:
    """One network may hold half of the budget unpaid, and one order after it has let others lapse.

    Of what is nearly used up the first order may hold fifty euros, and a single voucher whatever it gets.
    """
    if not order.subsidy_cents or not order.placed_from:
        return
    others = Order.objects.unpaid().filter(placed_from=order.placed_from, subsidy_cents__gt=0).exclude(pk=order.pk)
    held_cents = held_by(others.values_list("pk", flat=True))
    own_cents = order.added_cents
    half_cents = (left_beside(order.pk) + own_cents + held_cents) // 2
    if held_cents and (held_cents + own_cents > half_cents or lapsed(order, at=at) >= LAPSES):
        raise TooManyAtOnce(0)
    first_cents = max(half_cents, ALWAYS_CENTS)
    if own_cents > first_cents and order.quantity > 1:
        # Of fewer pieces each gets more, if the budget was too small for all of these.
        piece_cents = max(order.unit_cents * rate_beside(order.pk) // 100, order.subsidy_cents)
        raise TooManyAtOnce(max(first_cents // piece_cents, 1))


def promised_line(order: Order, cents: int) -> tuple[str, int]:
    """The region's line in a journal of the order; one of nothing is left out by the ledger."""
    if not order.subsidy_cents:
        return "subsidy-promised", 0
    return promised_of(Subsidy.objects.values_list("action_id", flat=True).get(order_id=order.pk)), cents


def _basket(offer: Offer, *, unit_cents: int, pieces: int, email: str, order_id: int = 0) -> Basket:
    return Basket(
        category_id=offer.business.category_id,
        paid_cents=unit_cents,
        pieces=pieces,
        person=person_of(email) if email else "",
        order_id=order_id,
    )

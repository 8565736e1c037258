"""An order takes its subsidy from the budget, and gives it back if nobody pays.

The action's row is locked last: after payments, order, vouchers and the offer's stock (``billing.payments.lock``).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Sum

from kreislauf.web.page_cache import void_pages
from marketplace.businesses.models import Business
from marketplace.subsidies.models import Action, Line, Subsidy
from marketplace.subsidies.offered import Basket, Offered, offered, offered_by
from marketplace.subsidies.pages import SUBSIDY_PAGES


class SubsidyChanged(Exception):
    """There is another subsidy than the buyer saw; ``unit_cents`` on each piece now, and they are asked again."""

    def __init__(self, unit_cents: int) -> None:
        super().__init__(unit_cents)
        self.unit_cents = unit_cents


def reserve(
    basket: Basket, *, order_number: str, business: Business, seen_cents: int | None, at: datetime
) -> Subsidy | None:
    """Take what the order gets out of the budget, in the order's own transaction; None if that is nothing.

    ``seen_cents`` is what the buyer saw for each piece; None takes whatever there is. Refuses with SubsidyChanged.
    """
    found = _locked(offered(basket, at=at), basket, at=at)
    unit_cents = found.unit_cents if found else 0
    if seen_cents is not None and seen_cents != unit_cents:
        raise SubsidyChanged(unit_cents)
    if found is None or not unit_cents:
        return None
    subsidy = Subsidy.objects.create(
        action=found.action,
        business=business,
        order_id=basket.order_id,
        order_number=order_number,
        pieces=basket.pieces,
        unit_cents=unit_cents,
        paid_cents=basket.paid_cents * basket.pieces,
        person=basket.person,
        reserved_at=at,
    )
    _take(subsidy)
    return subsidy


def reserve_again(order_id: int, *, at: datetime) -> None:
    """The same for an order that is opened anew. Refuses with SubsidyChanged where the whole is not there any more."""
    subsidy = Subsidy.objects.select_related("business").filter(order_id=order_id, released_at__isnull=False).first()
    if subsidy is None:
        return
    basket = _basket(subsidy)
    running = Action.objects.running(at).filter(pk=subsidy.action_id).select_for_update().first()
    unit_cents = offered_by(running, basket).unit_cents if running else 0
    if unit_cents < subsidy.unit_cents:
        raise SubsidyChanged(unit_cents)
    _hold_again(subsidy)


def promise(order_id: int, *, key: str, at: datetime) -> bool:
    """The order is paid: from now on the region owes it to the business. ``key`` is the journal's.

    False for an order that was closed before its payment came, if less is left by now.
    """
    subsidy = Subsidy.objects.get(order_id=order_id)
    if subsidy.released_at is not None:
        action = Action.objects.select_for_update().get(pk=subsidy.action_id)
        if offered_by(action, _basket(subsidy)).unit_cents < subsidy.unit_cents:
            return False
        _hold_again(subsidy)
    Subsidy.objects.filter(pk=subsidy.pk).update(promised_at=at)
    Line.objects.create(subsidy=subsidy, key=key, cents=subsidy.cents, at=at)
    return True


def release(order_id: int, *, at: datetime) -> None:
    """Nobody paid: what the order held goes back, once."""
    subsidy = Subsidy.objects.filter(order_id=order_id).first()
    if subsidy is None:
        return
    holding = Subsidy.objects.filter(pk=subsidy.pk, promised_at__isnull=True, released_at__isnull=True)
    # One statement says whether it held anything, so that a second call returns nothing.
    if holding.update(released_at=at):
        Action.objects.filter(pk=subsidy.action_id).update(left_cents=F("left_cents") + subsidy.cents)
        void_pages(SUBSIDY_PAGES)


def held_by(order_ids: Collection[int]) -> int:
    """What these orders hold together, in cents."""
    holding = Subsidy.objects.filter(order_id__in=order_ids, promised_at__isnull=True, released_at__isnull=True)
    cents: int = holding.aggregate(cents=Sum(F("pieces") * F("unit_cents"), default=0))["cents"]
    return cents


def left_beside(order_id: int) -> int:
    """What is left of the budget that the order takes from, in cents."""
    return Action.objects.values_list("left_cents", flat=True).get(subsidies__order_id=order_id)


def rate_beside(order_id: int) -> int:
    """What the action of the order adds, in percent."""
    return Action.objects.values_list("rate_percent", flat=True).get(subsidies__order_id=order_id)


def _locked(found: Offered | None, basket: Basket, *, at: datetime) -> Offered | None:
    """The same action once more, now that nobody else takes from it."""
    if found is None:
        return None
    action = Action.objects.running(at).filter(pk=found.action.pk).select_for_update().first()
    return offered_by(action, basket) if action else None


def _hold_again(subsidy: Subsidy) -> None:
    """Needs the lock of its action."""
    Subsidy.objects.filter(pk=subsidy.pk).update(released_at=None)
    _take(subsidy)


def _take(subsidy: Subsidy) -> None:
    Action.objects.filter(pk=subsidy.action_id).update(left_cents=F("left_cents") - subsidy.cents)
    void_pages(SUBSIDY_PAGES)


def _basket(subsidy: Subsidy) -> Basket:
    return Basket(
        category_id=subsidy.business.category_id,
        paid_cents=subsidy.paid_cents // subsidy.pieces,
        pieces=subsidy.pieces,
        person=subsidy.person,
        order_id=subsidy.order_id,
    )

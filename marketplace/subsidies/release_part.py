"""What the buyer paid goes back, so its subsidy goes back to the budget; and the other way round."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from kreislauf.web.page_cache import void_pages
from marketplace.subsidies.models import Action, Line, Subsidy
from marketplace.subsidies.pages import SUBSIDY_PAGES
from marketplace.subsidies.payouts.lines import note_return


def release_part(order_id: int, *, paid_cents: int, unit_cents: int | None = None, key: str, at: datetime) -> int:
    """Of the order's subsidy, the part that belongs to ``paid_cents``, or ``unit_cents`` of a whole voucher.

    Returns the cents that went back to the budget: nothing where the order had none, or gave all of it back already.
    ``key`` is the journal's. Needs the order's lock.
    """
    subsidy = _promised(order_id)
    if subsidy is None:
        return 0
    cents = min(_share(subsidy, paid_cents) if unit_cents is None else unit_cents, subsidy.remaining_cents)
    paid_back = min(paid_cents, subsidy.paid_cents - subsidy.paid_back_cents)
    _move(subsidy, cents=cents, paid_back=paid_back, key=key, at=at)
    return cents


def restore_part(order_id: int, *, paid_cents: int, key: str, at: datetime) -> int:
    """Money that the order had lost is there again: the part of the subsidy that went with it, or what is left of it.

    Returns the cents that come out of the budget. Needs the order's lock.
    """
    subsidy = _promised(order_id)
    if subsidy is None:
        return 0
    paid_back = min(paid_cents, subsidy.paid_back_cents)
    wanted = subsidy.back_cents * paid_back // subsidy.paid_back_cents if paid_back else 0
    left = Action.objects.select_for_update().values_list("left_cents", flat=True).get(pk=subsidy.action_id)
    cents = min(wanted, left)
    _move(subsidy, cents=-cents, paid_back=-paid_back, key=key, at=at)
    return cents


def _promised(order_id: int) -> Subsidy | None:
    return Subsidy.objects.filter(order_id=order_id, promised_at__isnull=False).first()


def _share(subsidy: Subsidy, paid_cents: int) -> int:
    """In proportion; the last of the money takes all that stands, so that no cent is left over."""
    rest = subsidy.paid_cents - subsidy.paid_back_cents
    if paid_cents >= rest:
        return subsidy.remaining_cents
    return subsidy.remaining_cents * paid_cents // rest


def _move(subsidy: Subsidy, *, cents: int, paid_back: int, key: str, at: datetime) -> None:
    """``cents`` go back to the budget, or out of it below zero."""
    Subsidy.objects.filter(pk=subsidy.pk).update(
        back_cents=F("back_cents") + cents, paid_back_cents=F("paid_back_cents") + paid_back
    )
    if cents:
        Action.objects.filter(pk=subsidy.action_id).update(left_cents=F("left_cents") + cents)
        if cents > 0:
            note_return(subsidy, key=key, cents=cents, at=at)
        else:
            Line.objects.create(subsidy=subsidy, key=key, cents=-cents, at=at)
        void_pages(SUBSIDY_PAGES)

"""How long, and how much, an order that is not paid keeps off the shelf: nobody empties it without paying."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.crypto import salted_hmac

from billing.payments.lock import lock_payments
from billing.payments.models import Attempt, AttemptState
from kreislauf.each import each
from marketplace.vouchers.models import Order
from marketplace.vouchers.models.order import PURPOSE
from marketplace.vouchers.orders.close import close_unpaid_order

HOLD = timedelta(minutes=15)
ALWAYS = 3  # pieces that may be ordered at once of whatever is left
REMEMBERED = timedelta(days=1)
LAPSES = 3  # unpaid orders a day from one network, after which it holds one piece at a time


class TooManyAtOnce(Exception):
    """More than one network may keep off the shelf unpaid; ``most`` may be ordered now."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def network_of(address: str) -> str:
    """Names the buyer's network on an unpaid order, for a day. The address cannot be read from it."""
    if address in ("", "unknown"):
        return ""
    return salted_hmac("kreislauf.orders.network", address, algorithm="sha256").hexdigest()[:40]


def most_at_once(left: int) -> int:
    """Half of what is there, and three at least: the other half stays for the neighbours until these are paid."""
    return max(ALWAYS, (left + 1) // 2)


def hold_for_days(order: Order, days: int, *, at: datetime) -> None:
    """Money that is sent by hand takes its time: the order waits for it, also where nothing is scarce."""
    order.hold_until = at + timedelta(days=days)
    order.save(update_fields=["hold_until"])


def refuse_hoarding(order: Order, *, at: datetime) -> None:
    """With the pieces taken off a limited shelf, whose row is locked by that. Refuses with TooManyAtOnce."""
    if order.offer.stock_left is None:
        return
    left = type(order.offer).objects.values_list("stock_left", flat=True).get(pk=order.offer_id)
    if left is None:
        return
    held = _held(order)
    most = 1 if lapsed(order, at=at) >= LAPSES else most_at_once(left + order.quantity + held)
    if held + order.quantity > most:
        raise TooManyAtOnce(max(most - held, 0))


def release_holds(*, at: datetime) -> int:
    """Close orders whose time is over, and put their pieces back; but not while their payment is being processed.

    Paid later, such an order is fulfilled if pieces are left, and refunded otherwise (``issue_paid_order``).
    """
    Order.objects.exclude(placed_from="").filter(created_at__lte=at - REMEMBERED).update(placed_from="")
    return each(Order.objects.holding_too_long(at).values_list("pk", flat=True), partial(_release, at=at))


@transaction.atomic
def _release(pk: int, *, at: datetime) -> bool:
    attempts = lock_payments(PURPOSE, pk)
    if any(attempt.state == AttemptState.PROCESSING for attempt in attempts):
        return False
    if not Order.objects.holding_too_long(at).filter(pk=pk).exists():
        return False  # paid meanwhile, or begun anew
    close_unpaid_order(pk, at=at)
    # Whoever is still on the provider's page is asked about at once, so that a payment of this moment is not missed.
    Attempt.objects.of(PURPOSE, pk).undecided().update(check_at=at)
    return True


def _held(order: Order) -> int:
    if not order.placed_from:
        return 0
    others = Order.objects.unpaid().filter(offer_id=order.offer_id, placed_from=order.placed_from).exclude(pk=order.pk)
    return others.aggregate(pieces=Sum("quantity"))["pieces"] or 0


def lapsed(order: Order, *, at: datetime) -> int:
    """How many orders of its network held something scarce and were not paid, within a day."""
    if not order.placed_from:
        return 0
    closed = Order.objects.filter(placed_from=order.placed_from, expired_at__gt=at - REMEMBERED)
    return closed.filter(Q(offer__stock_left__isnull=False) | Q(subsidy_cents__gt=0)).count()

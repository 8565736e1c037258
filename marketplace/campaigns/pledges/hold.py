"""How long, and how much, a pledge that is not paid keeps of a limited reward: nobody empties it without paying."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from billing.payments.lock import lock_payments
from billing.payments.models import Attempt, AttemptState
from kreislauf.each import each
from marketplace.campaigns.models import PURPOSE, Pledge, Reward
from marketplace.campaigns.models.pledge import UNPAID
from marketplace.campaigns.pledges.close import close_unpaid
from marketplace.vouchers.orders.hold import LAPSES, REMEMBERED, TooManyAtOnce, most_at_once

HOLD = timedelta(minutes=15)


def hold_for_days(pledge: Pledge, days: int, *, at: datetime) -> None:
    """Money that is sent by hand takes its time: the pledge waits for it, also where nothing is scarce."""
    pledge.hold_until = at + timedelta(days=days)
    pledge.save(update_fields=["hold_until"])


def refuse_hoarding(pledge: Pledge, *, at: datetime) -> None:
    """With its piece taken off a limited reward, whose row is locked by that. Refuses with TooManyAtOnce."""
    left = Reward.objects.filter(pledges=pledge).values_list("left", flat=True).first()
    if left is None or not pledge.placed_from:
        return
    of_network = Pledge.objects.filter(placed_from=pledge.placed_from).exclude(pk=pledge.pk)
    held = of_network.filter(UNPAID, reward=pledge.reward_id).count()
    lapsed = of_network.filter(expired_at__gt=at - REMEMBERED, reward__left__isnull=False).count()
    most = 1 if lapsed >= LAPSES else most_at_once(left + 1 + held)
    if held + 1 > most:
        raise TooManyAtOnce(max(most - held, 0))


def release_holds(*, at: datetime) -> int:
    """Close pledges whose time is over, and put their pieces back; but not while their payment is being processed.

    Paid later, such a pledge is taken if a piece is left, and refunded otherwise (``fulfil``).
    """
    Pledge.objects.exclude(placed_from="").filter(created_at__lte=at - REMEMBERED).update(placed_from="")
    return each(Pledge.objects.holding_too_long(at).values_list("pk", flat=True), partial(_release, at=at))


@transaction.atomic
def _release(pk: int, *, at: datetime) -> bool:
    attempts = lock_payments(PURPOSE, pk)
    if any(attempt.state == AttemptState.PROCESSING for attempt in attempts):
        return False
    if not Pledge.objects.holding_too_long(at).filter(pk=pk).exists():
        return False  # paid meanwhile, or begun anew
    close_unpaid(pk, at=at)
    # Whoever is still on the provider's page is asked about at once, so that a payment of this moment is not missed.
    Attempt.objects.of(PURPOSE, pk).undecided().update(check_at=at)
    return True

"""A backer whose payment was declined or took too long tries again, with the pledge as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.payments.call_off import call_off
from billing.payments.lock import lock_payments
from billing.payments.models import Attempt
from billing.payments.ways import ways_to_pay
from kreislauf.audit.record import record
from marketplace.campaigns.models import PURPOSE, Pledge
from marketplace.campaigns.pledges.back import NotRunning, RewardGone, note_payment, refuse_too_much, wait_for_payment
from marketplace.campaigns.pledges.hold import HOLD, refuse_hoarding
from marketplace.campaigns.pledges.stock import take_reward


@transaction.atomic
def reopen(pledge_id: int, *, at: datetime, way: str = "") -> Pledge:
    """Take a piece of the reward again and wait for a payment; nothing happens to a pledge that is still open.

    ``way`` is the provider that the backer chose, or empty. Refuses with a class of NotBacked or TooManyAtOnce.
    """
    lock_payments(PURPOSE, pledge_id)
    locked = Pledge.objects.select_for_update(of=("self",))
    pledge = locked.select_related("campaign__business", "reward").get(pk=pledge_id)
    if pledge.expired_at is None:
        return pledge
    if not pledge.campaign.takes_pledges(at):
        raise NotRunning
    refuse_too_much(pledge.campaign, pledge.email, pledge.support_cents)
    if pledge.reward is not None and (pledge.reward.withdrawn_at or not take_reward(pledge.reward.pk)):
        raise RewardGone
    pledge.expired_at = None
    pledge.holds_reward = pledge.reward is not None
    pledge.hold_until = at + HOLD if pledge.reward is not None and pledge.reward.left is not None else None
    pledge.save(update_fields=["expired_at", "holds_reward", "hold_until"])
    if pledge.reward is not None:
        refuse_hoarding(pledge, at=at)
    wait_for_payment(pledge, note_payment(pledge, at=at, way=way), at=at)
    record("pledge.reopened", pledge, by="backer", at=at)
    return pledge


def call_off_other_way(pledge: Pledge, way: str, *, at: datetime) -> None:
    """Close what is open at another provider than ``way``; what was paid there meanwhile counts.

    Nothing happens without a way, or with one that the business does not have. Runs outside of transactions.
    """
    if way not in ways_to_pay(pledge.campaign.business_id):
        return
    for attempt in Attempt.objects.of(PURPOSE, pledge.pk).undecided().exclude(provider=way):
        call_off(attempt, at=at)

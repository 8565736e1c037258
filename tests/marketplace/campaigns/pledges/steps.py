"""What a backer does, made short: back, pay, look."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from billing.payments.converge import converge
from billing.payments.models import Attempt, Refund
from billing.payments.send_refund import send_refund
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCheckout
from marketplace.campaigns.models import PURPOSE, Campaign, Pledge, Reward
from marketplace.campaigns.pledges.back import place_pledge
from marketplace.campaigns.pledges.choice import Backer, Choice


def choice_for(reward: Reward | None = None, *, support_cents: int = 0) -> Choice:
    seen = reward.price_cents + (reward.shipping_cents or 0) if reward else 0
    return Choice(reward=reward, seen_cents=seen, support_cents=support_cents)


def placed(
    campaign: Campaign, reward: Reward | None = None, *, support_cents: int = 0, key: str = "formular", **backer: Any
) -> Pledge:
    wanted = {"email": "ute@example.org", "name": "Ute Brandt", **backer}
    choice = choice_for(reward, support_cents=support_cents)
    return place_pledge(campaign, choice, Backer(**wanted), key=key, at=timezone.now())


def checkout_of(pledge: Pledge) -> SandboxCheckout:
    attempt = Attempt.objects.of(PURPOSE, pledge.pk).latest("pk")
    if not attempt.provider_ref:
        converge(attempt.pk, at=timezone.now())
    return SandboxCheckout.objects.get(key=attempt.key)


def pay(pledge: Pledge, *, times: int = 1) -> Pledge:
    """The backer pays at the sandbox, and the news arrives."""
    world.pay(checkout_of(pledge), times=times)
    return look(pledge)


def look(pledge: Pledge) -> Pledge:
    """The news from the provider arrives."""
    for attempt in Attempt.objects.of(PURPOSE, pledge.pk):
        converge(attempt.pk, at=timezone.now())
    return Pledge.objects.select_related("campaign__business", "reward", "voucher_order").get(pk=pledge.pk)


def backed(
    campaign: Campaign, reward: Reward | None = None, *, support_cents: int = 0, key: str = "formular", **backer: Any
) -> Pledge:
    """Placed and paid."""
    return pay(placed(campaign, reward, support_cents=support_cents, key=key, **backer))


def refunds_arrive(pledge: Pledge) -> Pledge:
    for refund in Refund.objects.in_flight().filter(charge__attempt__order_id=pledge.pk):
        send_refund(refund.pk, at=timezone.now())
    return look(pledge)

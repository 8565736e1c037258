"""Take one piece of a reward, and put it back. Visitors see how many are left."""

from __future__ import annotations

from django.db.models import F, Q

from marketplace.campaigns.models import Reward


def take_reward(reward_id: int) -> bool:
    """Whether a piece was there and is now taken. A reward without a limit always has one."""
    # One statement, so that twenty who want the last five get five. One less than no limit is no limit.
    offered = Reward.objects.filter(Q(left__gte=1) | Q(left__isnull=True), pk=reward_id)
    return bool(offered.update(left=F("left") - 1))


def return_reward(reward_id: int) -> None:
    Reward.objects.filter(pk=reward_id, left__isnull=False).update(left=F("left") + 1)

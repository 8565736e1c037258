"""Take one piece of a reward, and put it back. Visitors see how many are left."""

from __future__ import annotations

from django.db.models import F

from marketplace.campaigns.models import Reward


def take_reward(reward_id: int) -> bool:
    """Whether a piece was there and is now taken. A reward without a limit always has one."""
    reward = Reward.objects.filter(pk=reward_id)
    # One statement, so that twenty who want the last five get five.
    if reward.filter(left__gte=1).update(left=F("left") - 1):
        return True
    return reward.filter(left__isnull=True).exists()


def return_reward(reward_id: int) -> None:
    Reward.objects.filter(pk=reward_id, left__isnull=False).update(left=F("left") + 1)

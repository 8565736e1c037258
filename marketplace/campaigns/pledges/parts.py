"""What a pledge consists of, in cents, and which journals of it there were."""

from __future__ import annotations

from billing.ledger.models import Journal
from marketplace.campaigns.models import Pledge, RewardKind


def is_voucher(pledge: Pledge) -> bool:
    """Whether its reward is a voucher, whose money is booked as every voucher's. Needs the reward."""
    return pledge.reward is not None and pledge.reward.kind == RewardKind.VOUCHER


def owed_cents(pledge: Pledge) -> int:
    """What was paid for a reward that the business owes by itself, with its shipping."""
    return 0 if is_voucher(pledge) else pledge.reward_cents + pledge.shipping_cents


def next_key(kind: str, pledge: Pledge) -> str:
    """Of a journal of which a pledge may have several; with the pledge locked."""
    number = Journal.objects.filter(key__startswith=f"{kind}:{pledge.pk}:").count() + 1
    return f"{kind}:{pledge.pk}:{number}"

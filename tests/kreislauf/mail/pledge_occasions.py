"""What makes each kind of mail about pledges be written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from marketplace.campaigns.pledges import emails
from tests.kreislauf.mail.bank_occasions import pledge_to_be_transferred
from tests.make_campaign import make_campaign, make_pledge, make_reward


def about_pledges() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now, campaign = timezone.now(), make_campaign()
    reward = make_reward(campaign, kind="thing", deliver_by=campaign.ends_on)
    columns: dict[str, Any] = {"reward": reward, "reward_cents": 2000, "terms": {"title": "Plakat", "vat_rate": 19}}
    whole = make_pledge(campaign, **columns, sent_at=now)
    back = make_pledge(campaign, **columns, withdrawn_at=now, refunded_at=now)
    late = make_pledge(campaign, **columns, withdrawn_at=now, withdrawal_refusal="late")
    declared = make_pledge(campaign, **columns, withdrawal_declared_at=now)
    waiting = pledge_to_be_transferred()
    kinds = {
        "thanks": (emails.thanks, whole),
        "sent": (emails.sent, whole),
        "transfer": (emails.transfer, waiting),
        "withdrawal": (emails.withdrawal, late),
        "withdrawal_declared": (emails.withdrawal_declared, declared),
        "withdrawal_business": (emails.withdrawal_business, late),
        "refunded": (emails.refunded, back),
        "refund_failed": (emails.refund_failed, whole),
    }
    return {f"campaigns.{name}": partial(_queue, kind, row) for name, (kind, row) in kinds.items()}


def _queue(kind: Any, row: Any, to: str) -> None:
    kind.queue(row, to=to)

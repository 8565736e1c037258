"""Close a pledge that nobody paid, and put its piece of the reward back."""

from __future__ import annotations

from datetime import datetime

from kreislauf.audit.record import SYSTEM, record
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.models import Pledge, PledgeKind
from marketplace.campaigns.models.campaign import SCOPE
from marketplace.campaigns.pledges.stock import return_reward


def close_unpaid(pledge_id: int, *, at: datetime) -> None:
    """Expire the pledge and release its piece, once; nothing happens to one that is paid or closed already.

    A promise stays open: its backer has some days to pay. Runs inside the transaction of
    ``billing.payments.converge``, which holds the attempt.
    """
    pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge_id)
    if pledge.paid_at or pledge.is_closed or pledge.kind != PledgeKind.PAID:
        return
    held, pledge.holds_reward = pledge.holds_reward, False
    pledge.expired_at = at
    pledge.save(update_fields=["expired_at", "holds_reward"])
    if held and pledge.reward_id is not None:
        return_reward(pledge.reward_id)
        void_pages(SCOPE)
    record("pledge.expired", pledge, by=SYSTEM, at=at)

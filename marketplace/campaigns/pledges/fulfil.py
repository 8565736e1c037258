"""A pledge is paid: give out its voucher, book what is owed, and let the pots set aside what they add."""

from __future__ import annotations

from datetime import datetime

from billing.ledger.accounts import through
from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.funds.match import reserve
from marketplace.campaigns.models import PURPOSE, Campaign, Pledge
from marketplace.campaigns.pledges import emails
from marketplace.campaigns.pledges.accounts import reward_of, support_of
from marketplace.campaigns.pledges.parts import owed_cents
from marketplace.campaigns.pledges.stock import take_reward
from marketplace.campaigns.pledges.withdrawable import withdrawable_until
from marketplace.vouchers.models import Offer, Order
from marketplace.vouchers.orders.reward import issue_reward


def fulfil(pledge_id: int, *, amount_cents: int, at: datetime) -> bool:
    """Take ``amount_cents`` for the pledge. False means: not taken, the money goes back to the backer.

    Not taken is what comes for a pledge that is paid or cancelled, that lost its reward to somebody else, that costs
    another amount, or whose campaign is over. Runs inside the transaction of ``billing.payments.converge``.
    """
    rows = Pledge.objects.select_for_update(of=("self",))
    pledge = rows.select_related("campaign__business", "reward__offer__business").get(pk=pledge_id)
    if pledge.paid_at or pledge.cancelled_at or amount_cents != pledge.total_cents or not _takes_money(pledge):
        return False
    if pledge.reward is not None and not pledge.holds_reward and not take_reward(pledge.reward.pk):
        return False
    _set_paid(pledge, at=at)
    _book(pledge, at=at)
    record("pledge.paid", pledge, by=SYSTEM, at=at, campaign=pledge.campaign_id, amount_cents=amount_cents)
    reserve(pledge, at)
    emails.queue(emails.thanks, pledge)
    void_pages(*pledge.campaign.page_scopes)
    return True


def _takes_money(pledge: Pledge) -> bool:
    """Payments that had begun at the deadline hold its end open; a promise is paid after it."""
    campaign: Campaign = pledge.campaign
    if campaign.stopped_at or campaign.withdrawn_at or campaign.settled_at:
        return False
    return campaign.ended_at is None or (pledge.called_at is not None and bool(campaign.succeeded))


def _set_paid(pledge: Pledge, *, at: datetime) -> None:
    pledge.paid_at = at
    pledge.withdrawable_until = withdrawable_until(pledge, at)
    pledge.expired_at = pledge.lapsed_at = None  # paid in the last second, or after it
    pledge.holds_reward = pledge.reward is not None
    pledge.placed_from = ""
    if pledge.reward is not None and pledge.reward.offer is not None and pledge.voucher_order_id is None:
        pledge.voucher_order = _issue(pledge, pledge.reward.offer, at=at)
    pledge.save(
        update_fields=[
            *("paid_at", "withdrawable_until", "expired_at", "lapsed_at", "holds_reward", "placed_from"),
            "voucher_order",
        ]
    )


def _issue(pledge: Pledge, offer: Offer, *, at: datetime) -> Order:
    return issue_reward(
        offer,
        unit_cents=pledge.reward_cents,
        email=pledge.email,
        name=pledge.name,
        number=pledge.number,
        key=f"pledge-{pledge.pk}",
        purpose=PURPOSE,
        payment_id=pledge.pk,
        at=at,
    )


def _book(pledge: Pledge, *, at: datetime) -> None:
    """The voucher's part is booked with its issue."""
    support, owed = pledge.support_cents, owed_cents(pledge)
    if not support + owed:
        return
    business = pledge.campaign.business_id
    post(
        f"pledge:{pledge.pk}",
        at=at,
        memo=f"Unterstützung {pledge.number}, {pledge.campaign}",
        lines=[(through(PURPOSE), support + owed), (support_of(business), -support), (reward_of(business), -owed)],
    )

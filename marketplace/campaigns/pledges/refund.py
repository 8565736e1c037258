"""The money of a pledge goes back: because its backer withdraws, or because the business or staff says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.ledger.accounts import claim_of, through
from billing.ledger.post import post
from billing.payments.lock import lock_payments
from billing.payments.refund import MoreThanPaid, request_refund
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.funds.match import release, reserve
from marketplace.campaigns.models import PURPOSE, Pledge
from marketplace.campaigns.pledges import emails
from marketplace.campaigns.pledges.accounts import delivered_of, reward_of, support_of
from marketplace.campaigns.pledges.parts import is_voucher, owed_cents
from marketplace.campaigns.pledges.stock import return_reward
from marketplace.vouchers.block import settle_claim
from marketplace.vouchers.orders.reward import JustUsed, end_reward, reserve_reward


class NotRefunded(Exception):
    """No money goes back; ``why`` is a name out of this module."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


# Why not, as ``Pledge.withdrawal_refusal`` keeps it.
REFUNDED, USED, BLOCKED, LATE, UNPAID = "refunded", "used", "blocked", "late", "unpaid"


@transaction.atomic
def refund_pledge(pledge: Pledge, *, reason: str, by: Actor, at: datetime) -> bool:
    """Ask for the whole of it back, whenever that is. Whether it is on its way; asked again, it is on its way once.

    Not where a voucher was used, or the backer's bank has the money already: then nothing has changed.
    """
    try:
        start_refund(locked(pledge.pk), reason=reason, by=by, at=at)
    except NotRefunded as refused:
        return refused.why == REFUNDED
    return True


def locked(pk: int) -> Pledge:
    """The pledge with its payments, locked in the order of all that moves money."""
    lock_payments(PURPOSE, pk)
    rows = Pledge.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__business", "reward", "voucher_order__offer").get(pk=pk)


def start_refund(pledge: Pledge, *, reason: str, by: Actor, at: datetime) -> None:
    """With the pledge locked: keep its voucher, then ask for the money. Refuses with NotRefunded."""
    if pledge.paid_at is None:
        raise NotRefunded(UNPAID)
    if pledge.refunded_at or pledge.refund_pending_at:
        raise NotRefunded(REFUNDED)
    try:
        with transaction.atomic():
            if pledge.voucher_order is not None:
                reserve_reward(pledge.voucher_order, at=at)
            request_refund(
                purpose=PURPOSE,
                order_id=pledge.pk,
                subject_id=pledge.pk,
                amount_cents=pledge.total_cents,
                reason=reason,
                by=by,
                at=at,
            )
    except JustUsed:
        raise NotRefunded(USED) from None
    except MoreThanPaid:
        raise NotRefunded(BLOCKED) from None
    pledge.refund_pending_at = at
    pledge.save(update_fields=["refund_pending_at"])
    release(pledge, "refund", at)
    void_pages(*pledge.campaign.page_scopes)


def finish_refund(subject_id: int, *, amount_cents: int, succeeded: bool, at: datetime) -> None:
    """The provider has decided: the pledge is refunded, or it is what it was and somebody looks into it.

    Runs inside the transaction of ``billing.payments.settle_refunds``, which holds the payments.
    """
    rows = Pledge.objects.select_for_update(of=("self",))
    pledge = rows.select_related("campaign__business", "reward", "voucher_order").get(pk=subject_id)
    if pledge.refund_pending_at is None:
        return
    pledge.refund_pending_at, pledge.refunded_at = None, at if succeeded else None
    returns, pledge.holds_reward = (
        succeeded and pledge.holds_reward and pledge.sent_at is None,
        (pledge.holds_reward and not (succeeded and pledge.sent_at is None)),
    )
    pledge.save(update_fields=["refund_pending_at", "refunded_at", "holds_reward"])
    if returns and pledge.reward_id is not None:
        return_reward(pledge.reward_id)
    if pledge.voucher_order is not None:
        end_reward(pledge.voucher_order, succeeded=succeeded, at=at)
    if succeeded:
        _book(pledge, at=at)
        emails.queue(emails.refunded, pledge)
    else:
        _as_before(pledge, at=at)
    action = "pledge.refunded" if succeeded else "pledge.refund_failed"
    record(action, pledge, by=SYSTEM, at=at, amount_cents=amount_cents)
    void_pages(*pledge.campaign.page_scopes)


def _book(pledge: Pledge, *, at: datetime) -> None:
    """What was lost in the meantime and went back all the same is a claim."""
    business = pledge.campaign.business_id
    support = pledge.support_cents - pledge.lost_support_cents
    owed = 0 if is_voucher(pledge) else owed_cents(pledge) - pledge.lost_reward_cents
    whole = pledge.support_cents + owed_cents(pledge)
    if not whole:
        return
    owed_on = delivered_of(business) if pledge.sent_at else reward_of(business)
    lines = [(support_of(business), support), (owed_on, owed), (claim_of(business), whole - support - owed)]
    memo = f"Erstattung, Unterstützung {pledge.number}"
    post(f"unpledge:{pledge.pk}", at=at, memo=memo, lines=[*lines, (through(PURPOSE), -whole)])


def _as_before(pledge: Pledge, *, at: datetime) -> None:
    if pledge.voucher_order is not None:
        settle_claim(pledge.voucher_order.pk, at=at)
    if not pledge.charged_back_cents:
        reserve(pledge, at)
    emails.notify_of_failed_refund(pledge)

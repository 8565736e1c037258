"""Money of a pledge that a bank or somebody at the provider's dashboard takes back, and that comes again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.ledger.accounts import claim_of, through
from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.funds.match import release, reserve
from marketplace.campaigns.models import PURPOSE, Pledge
from marketplace.campaigns.pledges.accounts import delivered_of, reward_of, support_of
from marketplace.campaigns.pledges.parts import is_voucher, next_key, owed_cents
from marketplace.vouchers.block import block_charged_back
from marketplace.vouchers.restore import restore_recovered

_COLUMNS = ["charged_back_cents", "lost_support_cents", "lost_reward_cents", "claim_cents"]


@transaction.atomic
def charge_back(pledge_id: int, *, amount_cents: int, at: datetime) -> None:
    """The support gives first, then the reward that was not sent, or the voucher; the rest is the business's claim.

    What a pot had set aside goes back to it. Runs inside the transaction of ``billing.payments.chargeback``, once per
    loss.
    """
    pledge = _locked(pledge_id)
    rest = amount_cents
    support = reward = 0
    if pledge.refunded_at is None:
        support = min(pledge.support_cents - pledge.lost_support_cents, rest)
        rest -= support
        if is_voucher(pledge):
            reward = min(pledge.reward_cents - pledge.lost_reward_cents, rest)
        elif pledge.sent_at is None:
            reward = min(owed_cents(pledge) - pledge.lost_reward_cents, rest)
        rest -= reward
    pledge.charged_back_cents += amount_cents
    pledge.lost_support_cents += support
    pledge.lost_reward_cents += reward
    pledge.claim_cents += rest
    pledge.save(update_fields=_COLUMNS)
    _book("lost", pledge, support=support, reward=0 if is_voucher(pledge) else reward, claim=rest, at=at)
    if is_voucher(pledge) and reward and pledge.voucher_order_id is not None:
        block_charged_back(pledge.voucher_order_id, amount_cents=reward, at=at)
    release(pledge, "chargeback", at)
    record("pledge.charged_back", pledge, by=SYSTEM, at=at, amount_cents=amount_cents, claim_cents=rest)
    void_pages(*pledge.campaign.page_scopes)


@transaction.atomic
def recover(pledge_id: int, *, amount_cents: int, at: datetime) -> None:
    """A dispute was won: the claim is settled first, then the reward or voucher, at last the support.

    Once nothing is lost any more, the pots set aside again what they still can. Runs inside the transaction of
    ``billing.payments.chargeback``, once per dispute that was won.
    """
    pledge = _locked(pledge_id)
    claim = min(pledge.claim_cents, amount_cents)
    reward = min(pledge.lost_reward_cents, amount_cents - claim)
    support = amount_cents - claim - reward
    pledge.charged_back_cents -= amount_cents
    pledge.claim_cents -= claim
    pledge.lost_reward_cents -= reward
    pledge.lost_support_cents -= support
    pledge.save(update_fields=_COLUMNS)
    _book("regained", pledge, support=-support, reward=0 if is_voucher(pledge) else -reward, claim=-claim, at=at)
    if is_voucher(pledge) and reward and pledge.voucher_order_id is not None:
        restore_recovered(pledge.voucher_order_id, amount_cents=reward, at=at)
    if not pledge.charged_back_cents and pledge.is_paid:
        reserve(pledge, at)
    record("pledge.recovered", pledge, by=SYSTEM, at=at, amount_cents=amount_cents)
    void_pages(*pledge.campaign.page_scopes)


def _locked(pk: int) -> Pledge:
    rows = Pledge.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__business", "reward").get(pk=pk)


def _book(kind: str, pledge: Pledge, *, support: int, reward: int, claim: int, at: datetime) -> None:
    """Cents off each account; below zero they come back."""
    total = support + reward + claim
    if not total:
        return
    business = pledge.campaign.business_id
    # What was lost before it was sent comes again after it.
    owed_on = delivered_of(business) if pledge.sent_at else reward_of(business)
    memo = "Zahlung zurückgeholt" if total > 0 else "Einspruch gewonnen"
    post(
        next_key(kind, pledge),
        at=at,
        memo=f"{memo}, Unterstützung {pledge.number}",
        lines=[
            (support_of(business), support),
            (owed_on, reward),
            (claim_of(business), claim),
            (through(PURPOSE), -total),
        ],
    )

"""A business sends what it owes, and the backer has it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.campaigns.models import Pledge
from marketplace.campaigns.pledges import emails
from marketplace.campaigns.pledges.accounts import delivered_of, reward_of
from marketplace.campaigns.pledges.parts import is_voucher, next_key, owed_cents
from marketplace.campaigns.pledges.withdrawable import withdrawable_until


class NotSent(Exception):
    """Nothing is to be sent: it is not paid, on its way back, or a voucher, which was sent by mail."""


class WasReceived(Exception):
    """The backer has it already, or a bank has taken the money back since: then it stays a claim."""


@transaction.atomic
def send(pledge: Pledge, *, by: Actor, at: datetime) -> Pledge:
    """What is owed counts as given from now on, and the backer hears of it. Sent again, nothing happens.

    Refuses with NotSent.
    """
    pledge = _locked(pledge)
    if pledge.sent_at is not None:
        return pledge
    if not pledge.is_paid or pledge.reward is None or is_voucher(pledge):
        raise NotSent
    pledge.sent_at = at
    _move(pledge, -1, at=at)
    _save(pledge)
    record("pledge.sent", pledge, by=by, at=at)
    emails.queue(emails.sent, pledge)
    return pledge


@transaction.atomic
def unsend(pledge: Pledge, *, by: Actor, at: datetime) -> Pledge:
    """The mark was a mistake. Refuses with WasReceived."""
    pledge = _locked(pledge)
    if pledge.sent_at is None:
        return pledge
    if pledge.received_at is not None or pledge.refunded_at is not None or pledge.claim_cents:
        raise WasReceived
    pledge.sent_at = None
    _move(pledge, 1, at=at)
    _save(pledge)
    emails.sent.cancel(pledge)
    record("pledge.unsent", pledge, by=by, at=at)
    return pledge


@transaction.atomic
def receive(pledge: Pledge, *, by: Actor, at: datetime) -> Pledge:
    """It has arrived: the backer says so, or picked it up. Said again, nothing happens. Refuses with NotSent."""
    pledge = _locked(pledge)
    if pledge.received_at is not None:
        return pledge
    if pledge.sent_at is None or pledge.refunded_at is not None:
        raise NotSent
    pledge.received_at = at
    _save(pledge)
    record("pledge.received", pledge, by=by, at=at)
    return pledge


def _locked(pledge: Pledge) -> Pledge:
    rows = Pledge.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__business", "reward").get(pk=pledge.pk)


def _save(pledge: Pledge) -> None:
    if pledge.paid_at is not None:
        pledge.withdrawable_until = withdrawable_until(pledge, pledge.paid_at)
    pledge.save(update_fields=["sent_at", "received_at", "withdrawable_until"])


def _move(pledge: Pledge, sign: int, *, at: datetime) -> None:
    """From what is owed to what was given (-1), or back; but for what was lost before."""
    cents, business = owed_cents(pledge) - pledge.lost_reward_cents, pledge.campaign.business_id
    if not cents:
        return
    memo = f"Gegenleistung {'gegeben' if sign < 0 else 'doch nicht gegeben'}, Unterstützung {pledge.number}"
    lines = [(reward_of(business), -sign * cents), (delivered_of(business), sign * cents)]
    post(next_key("sent", pledge), at=at, memo=memo, lines=lines)

"""Somebody signed at the counter: the line on paper is typed in, confirmed by staff, paid in cash, or struck out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record_unseen
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.models import Campaign, Mode, Pledge, PledgeKind, Reward, RewardKind
from marketplace.campaigns.models.pledge import MOST_SUPPORT
from marketplace.campaigns.paper import letters
from marketplace.campaigns.pledges.back import NotRunning, RewardGone, TooMuchSupport
from marketplace.campaigns.pledges.choice import Backer, columns_of
from marketplace.campaigns.pledges.stock import take_reward
from marketplace.campaigns.promises.call import call_if_enough
from marketplace.campaigns.promises.confirm import close
from marketplace.campaigns.promises.letters import queue


class IsClosed(Exception):
    """The line was struck out, or it is paid on the net."""


def enter(
    campaign: Campaign,
    backer: Backer,
    *,
    reward: Reward | None,
    support_cents: int,
    in_cash: bool,
    confirmed: bool,
    key: str,
    by: Actor,
    at: datetime,
) -> Pledge:
    """Write a line down as it stands on paper. What a business types in counts once staff has ``confirmed`` it.

    A campaign that keeps everything takes cash only; ``in_cash`` says that it is in the till. A voucher is not given on
    paper: its money is in no ledger. ``key`` names the form: sent twice, it writes one line. Refuses with
    ``NotRunning``, ``RewardGone`` or ``TooMuchSupport``.
    """
    with transaction.atomic():
        current = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        first = Pledge.objects.filter(key=key).first()
        if first is not None:
            return first
        _refuse(current, reward, support_cents, at=at)
        cash = in_cash or current.mode == Mode.KEEP
        columns = columns_of(current, reward, support_cents, backer)
        pledge = Pledge.objects.create(
            **columns | ({} if backer.email else {"person": ""}),
            kind=PledgeKind.PAPER,
            key=key,
            created_at=at,
            cash_at=at if cash else None,
            holds_reward=reward is not None,
            entered_by=str(by)[:254],
        )
        record_unseen("paper.entered", pledge, by=by, at=at, amount_cents=pledge.total_cents)
        if confirmed:
            _confirm(current, pledge, by=by, at=at)
        return pledge


def _refuse(campaign: Campaign, reward: Reward | None, support_cents: int, *, at: datetime) -> None:
    """With the campaign locked; the last check takes the piece."""
    if not campaign.takes_pledges(at):
        raise NotRunning
    if support_cents > MOST_SUPPORT:
        raise TooMuchSupport
    if reward is None:
        return
    if reward.campaign_id != campaign.pk or reward.kind == RewardKind.VOUCHER or not reward.is_offered:
        raise RewardGone
    if not take_reward(reward.pk):
        raise RewardGone


def confirm_paper(pledge: Pledge, *, by: Actor, at: datetime) -> Pledge:
    """Staff has seen the sheet: from now on the line counts. Confirmed again, nothing happens. Refuses ``IsClosed``."""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update(no_key=True).get(pk=pledge.campaign_id)
        current = _locked(pledge)
        if current.promised_at is None:
            _confirm(campaign, current, by=by, at=at)
        return current


def _confirm(campaign: Campaign, pledge: Pledge, *, by: Actor, at: datetime) -> None:
    pledge.promised_at = at
    pledge.save(update_fields=["promised_at"])
    record_unseen("paper.confirmed", pledge, by=by, at=at)
    void_pages(*campaign.page_scopes)
    queue(letters.entered, pledge)
    call_if_enough(campaign, at=at)


@transaction.atomic
def note_cash(pledge: Pledge, *, by: Actor, at: datetime) -> Pledge:
    """The money is in the till. Noted again, nothing happens. Refuses with ``IsClosed``."""
    current = _locked(pledge)
    if current.cash_at is None:
        current.cash_at = at
        current.save(update_fields=["cash_at"])
        record_unseen("paper.paid", current, by=by, at=at, amount_cents=current.total_cents)
    return current


@transaction.atomic
def cross_out(pledge: Pledge, *, by: Actor, at: datetime) -> Pledge:
    """A line that was wrong, or whose signer changed their mind. Refuses with ``IsClosed``."""
    current = _locked(pledge)
    close(current, "cancelled_at", at=at)
    record_unseen("paper.struck", current, by=by, at=at)
    void_pages(*current.campaign.page_scopes)
    return current


def _locked(pledge: Pledge) -> Pledge:
    rows = Pledge.objects.select_for_update(of=("self",)).select_related("campaign")
    current = rows.get(pk=pledge.pk, kind=PledgeKind.PAPER)
    if current.is_closed or current.paid_at is not None:
        raise IsClosed
    return current

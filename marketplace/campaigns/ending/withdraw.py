"""A business withdraws its campaign, with a plan for what was paid: return gifts still come, or money goes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from marketplace.campaigns.ending.batch import begin
from marketplace.campaigns.ending.end import end
from marketplace.campaigns.models import Campaign, Occasion, Pledge
from marketplace.campaigns.pledges.refund import refund_pledge
from marketplace.campaigns.sharing.card import share

KEEP, REFUND = "keep", "refund"
SUPPORT = "support"  # in a plan: those who chose no return gift


class NotReleased(Exception):
    """Nobody has seen it yet, or it has ended."""


class NoPlan(Exception):
    """The plan leaves out somebody who has paid."""


@transaction.atomic
def withdraw(campaign: Campaign, *, plan: Mapping[str, str], reason: str, by: Actor, at: datetime) -> Campaign:
    """``plan`` says ``keep`` or ``refund`` for each of ``to_plan``; ``reason`` goes to everybody who has backed it.

    Withdrawn again, nothing happens. Refuses with ``NotReleased`` or ``NoPlan``.
    """
    current = Campaign.objects.select_for_update(of=("self",), no_key=True).get(pk=campaign.pk)
    if current.withdrawn_at is not None:
        return current
    if current.approved_at is None or current.ended_at is not None:
        raise NotReleased
    needed = {what for what, _cents in to_plan(current)}
    if any(plan.get(what) not in (KEEP, REFUND) for what in needed):
        raise NoPlan
    current.withdrawn_at, current.withdraw_reason = at, reason
    current.plan = {what: plan[what] for what in sorted(needed)}
    current.save(update_fields=["withdrawn_at", "withdraw_reason", "plan"])
    record("campaign.withdrawn", current, by=by, at=at, reason=reason, plan=current.plan)
    share(current)
    begin(current, Occasion.WITHDRAWN, at=at)
    begin(current, Occasion.REFUND, at=at)
    end(current, succeeded=False, by=by, at=at)
    return current


def to_plan(campaign: Campaign) -> list[tuple[str, int]]:
    """What a plan must decide on, each with the cents that were paid for it: a reward's number, or ``support``."""
    paid = Pledge.objects.paid().filter(campaign=campaign).order_by("reward").values_list("reward")
    sums = paid.annotate(cents=Sum("total_cents"))
    return [(str(reward) if reward else SUPPORT, cents) for reward, cents in sums]


def planned(pledge: Pledge) -> str:
    """``keep`` or ``refund``. Who paid in the last second gets the money back."""
    choice: str = (pledge.campaign.plan or {}).get(str(pledge.reward_id) if pledge.reward_id else SUPPORT, REFUND)
    return choice


def refund_as_planned(pledge: Pledge, *, at: datetime) -> None:
    """Repeatable: a pledge has one refund at a time."""
    if planned(pledge) == REFUND:
        refund_pledge(pledge, reason="Kampagne zurückgezogen", by=SYSTEM, at=at)

"""A neighbour promises an amount that is due only if the campaign reaches its goal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from marketplace.campaigns.models import Campaign, Pledge, PledgeKind, Reward
from marketplace.campaigns.pledges.back import NotRunning, OtherPledge, RewardGone, refuse_too_much
from marketplace.campaigns.pledges.choice import Backer, columns_of
from marketplace.campaigns.promises import letters


def promise(
    campaign: Campaign,
    *,
    reward: Reward | None,
    support_cents: int,
    email: str,
    name: str,
    key: str,
    at: datetime,
    **said: Any,
) -> Pledge:
    """Write the promise down and ask for a click in the mail, without which it does not count.

    ``key`` names the form: sent twice, it promises once; ``said`` is what else a ``Backer`` says. A promise is no
    contract of sale: no money moves, and nothing is set aside before the click. Refuses with ``NotRunning``,
    ``RewardGone``, ``TooMuchSupport`` or ``OtherPledge`` of ``pledges.back``.
    """
    columns = columns_of(campaign, reward, support_cents, Backer(email=email, name=name, **said))
    try:
        with transaction.atomic():
            return _promised(campaign, columns, key=key, at=at)
    except IntegrityError:
        # The same form came twice at once, and the key let one of them through.
        first = _of_form(columns, key)
        if first is None:
            raise
        return first


def _promised(campaign: Campaign, columns: dict[str, Any], *, key: str, at: datetime) -> Pledge:
    first = _of_form(columns, key)
    if first is not None:
        return first
    if not campaign.takes_pledges(at):
        raise NotRunning
    reward: Reward | None = columns["reward"]
    if reward is not None and (reward.campaign_id != campaign.pk or not reward.is_offered):
        raise RewardGone
    # Of the person's promises the last one counts, so that only what they have paid is added.
    refuse_too_much(campaign, columns["email"], columns["support_cents"])
    pledge = Pledge.objects.create(**columns, kind=PledgeKind.PROMISE, key=key, created_at=at)
    letters.queue(letters.confirmation, pledge)
    return pledge


def _of_form(columns: dict[str, Any], key: str) -> Pledge | None:
    """The promise of this form, sent once before. The key alone opens nothing: all of it must be the same."""
    first = Pledge.objects.filter(key=key).first()
    if first is None:
        return None
    same = ("campaign_id", "reward_id", "support_cents", "email", "name")
    now = Pledge(**columns)
    if any(getattr(first, column) != getattr(now, column) for column in same):
        raise OtherPledge
    return first

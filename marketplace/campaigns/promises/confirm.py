"""The click in the first letter: from now on the promise counts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.record import record_unseen
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.pledges.back import RewardGone
from marketplace.campaigns.pledges.stock import return_reward, take_reward
from marketplace.campaigns.promises import letters
from marketplace.campaigns.promises.call import call_if_enough, call_one
from marketplace.campaigns.promises.links import VALID


class TooLate(Exception):
    """Not confirmed within 48 hours, or the campaign takes nothing any more."""


@transaction.atomic
def confirm(pledge: Pledge, *, at: datetime) -> Pledge:
    """Once; confirmed again, nothing happens. An earlier promise of the same person is replaced.

    Refuses with ``TooLate``, or with ``RewardGone`` where somebody was quicker.
    """
    # The campaign first: who confirms while it is called is called as well, and the goal is reached once.
    campaign = Campaign.objects.select_for_update(no_key=True).get(pk=pledge.campaign_id)
    current = Pledge.objects.select_for_update(of=("self",)).filter(pk=pledge.pk).first()
    if current is None:
        raise TooLate
    if current.promised_at is not None or current.is_closed:
        return current
    if at > current.created_at + VALID or not campaign.takes_pledges(at):
        raise TooLate
    _replace_earlier(current, at=at)
    if current.reward_id is not None and not take_reward(current.reward_id):
        raise RewardGone
    current.promised_at, current.holds_reward = at, current.reward_id is not None
    current.save(update_fields=["promised_at", "holds_reward"])
    record_unseen("promise.confirmed", current, by="backer", at=at, amount_cents=current.total_cents)
    void_pages(*campaign.page_scopes)
    if campaign.called_at is not None:
        call_one(current, at=at)
    else:
        letters.queue(letters.promised, current)
        call_if_enough(campaign, at=at)
    return current


def _replace_earlier(pledge: Pledge, *, at: datetime) -> None:
    """One person promises once: the newer promise says how much."""
    same = Pledge.objects.promised().filter(campaign=pledge.campaign_id, person=pledge.person, called_at__isnull=True)
    for earlier in same.exclude(pk=pledge.pk).select_for_update(of=("self",)).order_by("pk"):
        close(earlier, "cancelled_at", at=at)
        record_unseen("promise.replaced", earlier, by="backer", at=at)


def close(pledge: Pledge, column: str, *, at: datetime) -> None:
    """End a locked promise that nobody pays, with the date in ``column``; its piece goes back to the stock."""
    setattr(pledge, column, at)
    held, pledge.holds_reward = pledge.holds_reward, False
    pledge.save(update_fields=[column, "holds_reward"])
    if held and pledge.reward_id is not None:
        return_reward(pledge.reward_id)

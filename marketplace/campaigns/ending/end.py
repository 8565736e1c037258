"""A campaign's time is over: whether it has reached its goal, and what that means for those who backed it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from billing.payments.models import Attempt
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from kreislauf.each import each
from marketplace.campaigns.ending import letters
from marketplace.campaigns.ending.batch import begin
from marketplace.campaigns.ending.reached import reached_cents
from marketplace.campaigns.models import PURPOSE, Campaign, Campaigns, Mode, Occasion, Pledge
from marketplace.campaigns.promises.call import call
from marketplace.campaigns.sharing.card import share

# So long the end waits for payments that had begun: a bank transfer takes days.
WAITS = timedelta(days=5)


def to_end(at: datetime) -> Campaigns:
    """Released ones whose time is over, also those that staff has stopped or hidden."""
    released = Campaign.objects.filter(approved_at__isnull=False, closed_at__isnull=True)
    return released.filter(ended_at__isnull=True, ends_at__lte=at)


def end_due(*, at: datetime) -> int:
    """How many ended. Repeatable."""
    return each(to_end(at).order_by("ends_at").values_list("pk", flat=True), partial(_end_due, at=at))


@transaction.atomic
def _end_due(pk: int, *, at: datetime) -> int:
    rows = to_end(at).select_for_update(of=("self",), no_key=True).select_related("business")
    campaign = rows.filter(pk=pk).first()
    if campaign is None or (at < campaign.ends_at + WAITS and payments_under_way(campaign)):
        return 0
    enough = reached_cents(campaign.pk) >= campaign.goal_cents
    # Whoever was asked to pay before the end was promised that it works out. Nobody is asked to pay a closed business.
    stands_still = campaign.stopped_at is not None or (campaign.mode == Mode.PROMISE and campaign.is_orphaned)
    succeeded = not stands_still and (enough or campaign.called_at is not None)
    end(campaign, succeeded=succeeded, by=SYSTEM, at=at)
    return 1


def payments_under_way(campaign: Campaign) -> bool:
    """Whether somebody has begun to pay and it is not decided yet."""
    open_ = Pledge.objects.filter(campaign=campaign, paid_at__isnull=True, cancelled_at__isnull=True)
    return Attempt.objects.undecided().filter(purpose=PURPOSE, order_id__in=open_.values("pk")).exists()


def end(campaign: Campaign, *, succeeded: bool, by: Actor, at: datetime) -> None:
    """With the campaign locked. Promises are called or called off; everybody hears how it ended."""
    campaign.ended_at, campaign.succeeded = at, succeeded
    campaign.save(update_fields=["ended_at", "succeeded"])
    record("campaign.succeeded" if succeeded else "campaign.failed", campaign, by=by, at=at)
    share(campaign)
    if campaign.mode == Mode.PROMISE and succeeded:
        call(campaign, at=at)
    elif campaign.mode == Mode.PROMISE:
        begin(campaign, Occasion.CALL_OFF, at=at)
    if campaign.withdrawn_at is None:  # else its own letter says so
        begin(campaign, Occasion.ENDED, at=at)
        letters.to_business(letters.business_ended, campaign)

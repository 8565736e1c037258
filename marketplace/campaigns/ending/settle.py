"""Nothing of a campaign's money is open any more: from then on its sums stay as they are."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.audit.record import SYSTEM, record
from kreislauf.each import each
from marketplace.campaigns.ending import letters
from marketplace.campaigns.ending.end import payments_under_way
from marketplace.campaigns.models import Batch, Campaign, Campaigns, Pledge, PledgeKind
from marketplace.campaigns.models.pledge import OPEN
from marketplace.campaigns.promises.confirm import close


def to_settle() -> Campaigns:
    """Those that have ended."""
    return Campaign.objects.filter(ended_at__isnull=False, settled_at__isnull=True)


def settle_due(*, at: datetime) -> int:
    """How many were settled. Repeatable."""
    return each(to_settle().order_by("ended_at").values_list("pk", flat=True), partial(_settle, at=at))


@transaction.atomic
def _settle(pk: int, *, at: datetime) -> int:
    rows = to_settle().select_for_update(of=("self",), no_key=True).select_related("business")
    campaign = rows.filter(pk=pk).first()
    if campaign is None or _is_open(campaign, at=at):
        return 0
    # What was written on paper and never paid counts no longer.
    for pledge in Pledge.objects.filter(OPEN, campaign=campaign, kind=PledgeKind.PAPER, paid_at=None, cash_at=None):
        close(pledge, "lapsed_at", at=at)
    campaign.settled_at = at
    campaign.save(update_fields=["settled_at"])
    record("campaign.settled", campaign, by=SYSTEM, at=at)
    letters.to_business(letters.business_settled, campaign)
    return 1


def _is_open(campaign: Campaign, *, at: datetime) -> bool:
    """Somebody may still pay or withdraw, a refund is under way, or somebody has not heard yet how it ended."""
    of_campaign = Pledge.objects.filter(campaign=campaign)
    return (
        of_campaign.promised().exists()
        or of_campaign.paid().filter(withdrawable_until__gte=localdate(at)).exists()
        or of_campaign.filter(refund_pending_at__isnull=False).exists()
        or payments_under_way(campaign)
        or Batch.objects.filter(campaign=campaign, done_at__isnull=True).exists()
    )

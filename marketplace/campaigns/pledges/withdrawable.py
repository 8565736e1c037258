"""Until when a backer may withdraw (§§ 312g, 355 BGB; for things § 356 Abs. 2 BGB)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from kreislauf.public_holidays import land_of, next_working_day
from kreislauf.regions import current_region
from marketplace.campaigns.models import Pledge, RewardKind

DAYS = timedelta(days=14)
ON_ITS_WAY = timedelta(days=7)  # so long a parcel takes at most


def withdrawable_until(pledge: Pledge, paid_at: datetime) -> date:
    """The last day: 14 days after the purchase, or after a thing has arrived; then the next working day (§ 193 BGB).

    Where nobody said that the thing has arrived, it counts from a week after it was sent, or was to be sent.
    Needs the reward.
    """
    begins = localdate(paid_at)
    if pledge.reward is not None and pledge.reward.kind == RewardKind.THING:
        begins = max(begins, _arrives_on(pledge))
    return next_working_day(begins + DAYS, land_of(current_region().ars))


def _arrives_on(pledge: Pledge) -> date:
    if pledge.received_at is not None:
        return localdate(pledge.received_at)
    if pledge.sent_at is not None:
        return localdate(pledge.sent_at) + ON_ITS_WAY
    due = pledge.terms.get("deliver_by")
    return date.fromisoformat(due) + ON_ITS_WAY if due else date.min

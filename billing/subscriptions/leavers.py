"""A region that leaves takes its subscription with it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from billing.subscriptions.models import Subscription
from billing.subscriptions.subscribe import Ended, end
from kreislauf.audit.record import SYSTEM
from tenants.models import Region, Status

# While a departure can still be cancelled no period begins; who stays is billed for the days between, as for any other.
AWAY = (Status.LEAVING, Status.GONE)


def is_away(region_id: int) -> bool:
    return Region.objects.filter(pk=region_id, status__in=AWAY).exists()


def end_leavers(*, at: datetime) -> int:
    """End the subscriptions of regions that are gone, with what is paid for. How many."""
    gone = Region.objects.filter(status=Status.GONE).values("pk")
    ended = 0
    for subscription in Subscription.objects.filter(ends_on__isnull=True, region_id__in=gone).order_by("pk"):
        try:
            end(subscription, reason=_("Die Region ist ausgezogen."), by=SYSTEM, at=at)
        except Ended:  # somebody was faster
            continue
        ended += 1
    return ended

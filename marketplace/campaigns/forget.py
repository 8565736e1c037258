"""Who backed a campaign is forgotten in time; that somebody did, and with how much, stays for the books."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from marketplace.campaigns.models import Pledge, Pledges
from marketplace.campaigns.promises.links import VALID

# Never confirmed by mail: it goes as a whole. A purchase that nobody paid, or a promise that came to nothing, keeps its
# sum; a purchase keeps its name as long as booking records are kept (§ 147 AO).
CLOSED_KEPT, PAID_KEPT = timedelta(days=90), timedelta(days=3653)
AT_ONCE = 500
_UNPAID = Q(paid_at__isnull=True, forgotten_at__isnull=True)
_PAID = Q(paid_at__isnull=False, forgotten_at__isnull=True)


def forget(*, at: datetime) -> int:
    """How many rows were deleted or emptied. Repeatable."""
    unconfirmed, closed, old = to_forget(at)
    gone = unconfirmed.delete()[1].get("campaigns.Pledge", 0)
    return gone + _emptied(closed, at) + _emptied(old, at)


def to_forget(at: datetime) -> tuple[Pledges, Pledges, Pledges]:
    """What was never confirmed, what came to nothing, and what was paid ten years ago."""
    asked = Pledge.objects.filter(_UNPAID, kind="promise", promised_at__isnull=True, created_at__lt=at - VALID)
    date = at - CLOSED_KEPT
    closed = Q(cancelled_at__lt=date) | Q(lapsed_at__lt=date) | Q(expired_at__lt=date)
    return (
        asked,
        Pledge.objects.filter(_UNPAID & closed, created_at__lt=date),
        Pledge.objects.filter(_PAID, paid_at__lt=at - PAID_KEPT),
    )


def _emptied(rows: Pledges, at: datetime) -> int:
    gone = 0
    while number := _empty_some(rows, at):
        gone += number
    return gone


@transaction.atomic
def _empty_some(rows: Pledges, at: datetime) -> int:
    some = list(rows.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return Pledge.objects.filter(pk__in=some).update(
        email="", name="", public_name="", message="", address=None, postcode="", word="", placed_from="",
        entered_by="", forgotten_at=at,
    )  # fmt: skip

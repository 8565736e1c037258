"""What a till writes down when it takes a voucher of the region, and what that adds up to."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from marketplace.regionwide.models import Claim


class Owed(NamedTuple):
    """How many businesses are owed something, and how much together."""

    businesses: int
    cents: int


def note_claim(business_id: int, *, key: str, redemption_id: int, voucher: str, cents: int, at: datetime) -> Claim:
    """Note what the journal ``key`` moves: above zero the region owes it to the business, below it was reversed.

    Runs inside the transaction that posts the journal.
    """
    return Claim.objects.create(
        business_id=business_id, key=key, redemption_id=redemption_id, voucher=voucher, cents=cents, at=at
    )


def open_claims(until: datetime) -> QuerySet[Claim]:
    """Those from before that moment that no settlement has taken."""
    return Claim.objects.filter(settlement__isnull=True, at__lt=until).order_by()


def owed(claims: QuerySet[Claim]) -> Owed:
    """What these add up to, business by business: one that owes the region something lowers no other's."""
    sums = claims.order_by().values("business").annotate(sum=Sum("cents")).filter(sum__gt=0)
    found = list(sums.values_list("sum", flat=True))
    return Owed(len(found), sum(found))


def claimed_cents() -> int:
    """What all businesses took of the region's vouchers, less what was reversed."""
    cents: int = Claim.objects.of_redemptions().aggregate(cents=Sum("cents", default=0))["cents"]
    return cents


def unpaid_cents() -> int:
    """What the region owes and has not transferred, settled or not."""
    return owed(Claim.objects.filter(Q(settlement__isnull=True) | Q(settlement__paid_at__isnull=True))).cents

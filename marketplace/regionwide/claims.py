"""What a till writes down when it takes a voucher of the region, and what that adds up to."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from billing.bank.payouts.lower import lower_waiting
from billing.bank.payouts.models import Settlements
from marketplace.regionwide.models import Claim, Participation, Settlement
from marketplace.regionwide.models.claim import RETURNS


class Owed(NamedTuple):
    """How many businesses are owed something, and how much together."""

    businesses: int
    cents: int


def note_claim(business_id: int, *, key: str, redemption_id: int, voucher: str, cents: int, at: datetime) -> Claim:
    """Note what the journal ``key`` moves: above zero the region owes it to the business, below it was reversed.

    Runs inside the transaction that posts the journal.
    """
    if cents < 0:
        Participation.objects.select_for_update().get(business=business_id)  # as who settles
    claim = Claim.objects.create(
        business_id=business_id, key=key, redemption_id=redemption_id, voucher=voucher, cents=cents, at=at
    )
    if cents < 0:
        returns = Claim.objects.of_returns().filter(business=business_id, settlement__isnull=True)
        lower_waiting(Settlement.objects.filter(business=business_id), returns)
    return claim


def open_claims(until: datetime) -> QuerySet[Claim]:
    """What was taken before that moment and no settlement has, less all that was reversed, however late."""
    return Claim.objects.filter(Q(at__lt=until) | RETURNS, settlement__isnull=True).order_by()


def without_debtors(settlements: Settlements[Settlement]) -> Settlements[Settlement]:
    """Those of businesses that owe the region nothing: from the others it would not get its money back."""
    sums = Claim.objects.filter(settlement__isnull=True).order_by().values("business").annotate(sum=Sum("cents"))
    return settlements.exclude(business__in=sums.filter(sum__lt=0).values("business"))


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

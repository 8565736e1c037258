"""How much is paid with vouchers of the region in twelve months: the law on payment services asks about it.

A voucher that a limited network of businesses takes is no payment service (§ 2 Abs. 1 Nr. 10 ZAG). Above one million
euros in twelve months, BaFin must be told (§ 2 Abs. 2 ZAG).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum

from marketplace.regionwide.models import Claim

LIMIT_CENTS = 1_000_000_00
NEAR_PERCENT = 70
TWELVE_MONTHS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Turnover:
    cents: int

    @property
    def percent(self) -> int:
        return self.cents * 100 // LIMIT_CENTS

    @property
    def is_near(self) -> bool:
        return self.percent >= NEAR_PERCENT

    @property
    def is_over(self) -> bool:
        return self.cents > LIMIT_CENTS


def turnover(at: datetime) -> Turnover:
    """What businesses took in the twelve months before ``at``, less what was reversed."""
    found = Claim.objects.of_redemptions().filter(at__gt=at - TWELVE_MONTHS, at__lte=at).order_by()
    return Turnover(max(found.aggregate(cents=Sum("cents", default=0))["cents"], 0))

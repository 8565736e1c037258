"""What a business took in vouchers on one day, for cashing up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from kreislauf.german import midnight
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Redemption, Reversal


@dataclass(frozen=True, slots=True)
class DayReport:
    """One day's redemptions, newest first, and the reversals made on that day, of whichever day's redemptions."""

    day: date
    redemptions: list[Redemption]
    reversals: list[Reversal]

    @property
    def redeemed_cents(self) -> int:
        return sum(redemption.amount_cents for redemption in self.redemptions)

    @property
    def reversed_cents(self) -> int:
        return sum(reversal.redemption.amount_cents for reversal in self.reversals)

    @property
    def sum_cents(self) -> int:
        """What must stand in the till's report: a day that only takes back is below zero."""
        return self.redeemed_cents - self.reversed_cents


def day_report(business: Business, day: date) -> DayReport:
    start, end = midnight(day), midnight(day + timedelta(days=1))
    return DayReport(
        day=day,
        redemptions=list(redemptions_of(business).filter(redeemed_at__gte=start, redeemed_at__lt=end)),
        reversals=list(
            Reversal.objects.filter(redemption__voucher__business=business, reversed_at__gte=start, reversed_at__lt=end)
            .select_related("redemption__voucher")
            .order_by("reversed_at")
        ),
    )


def redemptions_of(business: Business) -> QuerySet[Redemption]:
    """All of the business's redemptions, newest first, each with its voucher's order and its reversal."""
    return Redemption.objects.filter(voucher__business=business).select_related("voucher__order", "reversal")

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
        redemptions=sorted(
            (one for taken in _taken(business) for one in taken.filter(redeemed_at__gte=start, redeemed_at__lt=end)),
            key=lambda one: (one.redeemed_at, one.pk),
            reverse=True,
        ),
        reversals=sorted(
            (one for made in _reversed(business) for one in made.filter(reversed_at__gte=start, reversed_at__lt=end)),
            key=lambda one: (one.reversed_at, one.pk),
        ),
    )


def redemptions_of(business: Business) -> QuerySet[Redemption]:
    """All that the business took, newest first, each with its voucher's order and its reversal."""
    return Redemption.objects.taken_by(business).select_related(*_WITH)


_WITH = ("voucher__order", "voucher__business", "reversal", "elsewhere")


def _taken(business: Business) -> list[QuerySet[Redemption]]:
    """Of its own vouchers, and of the region's: two questions with an index each, and both together have none."""
    every = Redemption.objects.select_related(*_WITH)
    return [every.at_own_counter(business), every.for_the_region(business)]


def _reversed(business: Business) -> list[QuerySet[Reversal]]:
    every = Reversal.objects.select_related("redemption__voucher")
    own = every.filter(redemption__voucher__business=business, redemption__elsewhere__isnull=True)
    return [own, every.filter(redemption__elsewhere=business)]

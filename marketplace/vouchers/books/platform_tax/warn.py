"""Tell a business, once a year, that it comes near the threshold."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kreislauf.audit.record import SYSTEM, record
from marketplace.businesses.models import Business
from marketplace.vouchers.books.platform_tax.emails import near_threshold
from marketplace.vouchers.books.platform_tax.threshold import to_warn
from marketplace.vouchers.models import SellerWarning
from marketplace.vouchers.orders.emails import addresses_of


def warn_sellers(*, at: datetime) -> None:
    """Every business that is near the threshold of the year and does not know it. Repeatable."""
    year = timezone.localdate(at).year
    for business in to_warn(year):
        _warn(business, year, at=at)


@transaction.atomic
def _warn(business: Business, year: int, *, at: datetime) -> None:
    # The unique constraint lets one of two sweeps through.
    warning, is_new = SellerWarning.objects.get_or_create(business=business, year=year, defaults={"warned_at": at})
    if is_new:
        record("seller.warned", business, by=SYSTEM, at=at, year=year)
        for address in addresses_of(business):
            near_threshold.queue(warning, to=address)

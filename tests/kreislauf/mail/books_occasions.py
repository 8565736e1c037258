"""What makes each kind of mail about the books be written."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from marketplace.vouchers.books.platform_tax.emails import near_threshold
from marketplace.vouchers.models import Redemption, SellerWarning, Voucher
from marketplace.vouchers.receipts.emails import receipt


def about_books(voucher: Voucher) -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now = timezone.now()
    redemption = Redemption.objects.create(
        voucher=voucher, amount_cents=1000, redeemed_at=now, by="Jan", key="1", left_after_cents=4000
    )
    warning = SellerWarning.objects.create(business=voucher.business, year=now.year, warned_at=now)
    return {
        "vouchers.receipt": lambda to: receipt.queue(redemption, to=to),
        "vouchers.near_threshold": lambda to: near_threshold.queue(warning, to=to),
    }

"""What a till writes down when it takes a voucher of the region."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, Sum

from marketplace.regionwide.models import Claim


def note_claim(business_id: int, *, key: str, redemption_id: int, voucher: str, cents: int, at: datetime) -> Claim:
    """Of the journal ``key``: above zero the region owes it to the business, below it was reversed.

    Runs inside the transaction that posts the journal.
    """
    return Claim.objects.create(
        business_id=business_id, key=key, redemption_id=redemption_id, voucher=voucher, cents=cents, at=at
    )


def claimed_cents() -> int:
    """What all businesses took of the region's vouchers, less what was reversed."""
    cents: int = Claim.objects.aggregate(cents=Sum("cents", default=0))["cents"]
    return cents


def unpaid_cents() -> int:
    """What the region owes and has not transferred, settled or not. A business that owes it money lowers no other's."""
    unpaid = Claim.objects.filter(Q(settlement__isnull=True) | Q(settlement__paid_at__isnull=True)).order_by()
    sums = unpaid.values_list("business").annotate(cents=Sum("cents"))
    return sum(cents for _business, cents in sums if cents > 0)

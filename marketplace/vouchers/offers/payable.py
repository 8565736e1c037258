"""Whether the offers of a business can be paid: without a way to be paid nothing is sold online."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.payments.ways import ways_to_pay
from kreislauf.audit.record import SYSTEM, record
from marketplace.vouchers.models import Offer


@transaction.atomic
def set_payable(business_id: int | None, *, ready: bool, at: datetime) -> None:
    """Take a business's offers off sale while nobody can pay it, and put them back; repeatable.

    Those that their business or the staff stopped stay stopped. None is the region itself, and its own vouchers.
    """
    theirs = {"business__is_region": True} if business_id is None else {"business": business_id}
    for offer in Offer.objects.filter(**theirs, is_payable=not ready).order_by("pk"):
        Offer.objects.filter(pk=offer.pk).update(is_payable=ready)
        offer.is_payable = ready
        if offer.published_at:
            record("offer.payable" if ready else "offer.not_payable", offer, by=SYSTEM, at=at)


def can_be_paid(business_id: int | None) -> bool:
    """``Business.paid_to`` says whose accounts these are."""
    return bool(ways_to_pay(business_id))


def settle_payable(*, at: datetime) -> int:
    """Correct all offers of the region, for instance after a provider came or went; and say of how many businesses."""
    wrong = 0
    kinds = Offer.objects.order_by().values_list("business_id", "business__is_region", "is_payable").distinct()
    for business_id, is_region, payable in kinds:
        paid_to = None if is_region else business_id
        ready = can_be_paid(paid_to)
        if ready != payable:
            set_payable(paid_to, ready=ready, at=at)
            wrong += 1
    return wrong

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

    Those that their business or the staff stopped stay stopped. The region itself (None) has no offers of its own.
    """
    if business_id is None:
        return
    for offer in Offer.objects.filter(business_id=business_id, is_payable=not ready).order_by("pk"):
        Offer.objects.filter(pk=offer.pk).update(is_payable=ready)
        offer.is_payable = ready
        if offer.published_at:
            record("offer.payable" if ready else "offer.not_payable", offer, by=SYSTEM, at=at)


def can_be_paid(business_id: int) -> bool:
    return bool(ways_to_pay(business_id))


def settle_payable(*, at: datetime) -> int:
    """Correct all offers of the region, for instance after a provider came or went; and say of how many businesses."""
    wrong = 0
    for business_id, payable in Offer.objects.order_by().values_list("business_id", "is_payable").distinct():
        ready = can_be_paid(business_id)
        if ready != payable:
            set_payable(business_id, ready=ready, at=at)
            wrong += 1
    return wrong

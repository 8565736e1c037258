"""A business gives up, moves away, or leaves the list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.house import slices
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.businesses.models import Business


@transaction.atomic
def close(business: Business, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Take it off the list and all that it offers with it. Its vouchers can still be redeemed. Repeatable."""
    if Business.objects.filter(pk=business.pk, closed_at__isnull=True).update(closed_at=at, pending=None):
        settle_pictures(names_of(business))
        record("business.closed", business, by=by, at=at, reason=reason)
        business.closed_at = at
        _follow(business)


@transaction.atomic
def reopen(business: Business, *, by: Actor, at: datetime) -> None:
    """Put it back as it was. Repeatable."""
    if Business.objects.filter(pk=business.pk, closed_at__isnull=False).update(closed_at=None):
        record("business.reopened", business, by=by, at=at)
        business.closed_at = None
        _follow(business)


def _follow(business: Business) -> None:
    """What slices show elsewhere of a business follows it."""
    for one in slices():
        one.business_closed(business)

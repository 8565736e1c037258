"""How the settlements stand, at a glance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from kreislauf.german import midnight
from marketplace.businesses.models import Business
from marketplace.regionwide.claims import Owed, open_claims, owed, without_debtors
from marketplace.regionwide.models import Claim, Settlement


@dataclass(frozen=True, slots=True)
class Overview:
    """Not settled yet, of that before this month, and settled but not paid; and how many wait for a file."""

    open: Owed
    due: Owed
    unpaid_cents: int
    ready: int


def overview(at: datetime) -> Overview:
    unpaid = Settlement.objects.unpaid().aggregate(cents=Sum("cents", default=0))["cents"]
    ready = without_debtors(Settlement.objects.ready()).count()
    return Overview(owed(open_claims(at)), owed(open_claims(month_start(at))), unpaid, ready)


def month_start(at: datetime) -> datetime:
    """What was before it belongs to months that are over."""
    return midnight(timezone.localdate(at).replace(day=1))


def last_month(at: datetime) -> date:
    """Its first day."""
    return (timezone.localdate(at).replace(day=1) - timedelta(days=1)).replace(day=1)


def open_cents_of(businesses: Collection[int]) -> dict[int, int]:
    """Business → what it is owed and no settlement has taken."""
    found = Claim.objects.filter(business__in=businesses, settlement__isnull=True).order_by()
    return dict(found.values_list("business").annotate(cents=Sum("cents")))


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one business."""

    open_cents: int
    settled_cents: int
    paid_cents: int


def sums_of(business: Business) -> Sums:
    settled = Settlement.objects.filter(business=business).aggregate(
        paid=Sum("cents", filter=Q(paid_at__isnull=False), default=0),
        unpaid=Sum("cents", filter=Q(paid_at__isnull=True), default=0),
    )
    return Sums(open_cents_of([business.pk]).get(business.pk, 0), settled["unpaid"], settled["paid"])

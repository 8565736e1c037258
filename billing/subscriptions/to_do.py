"""What waits for operators before regions can be billed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from billing.subscriptions.models import Balance, Invoice, Period, Plan, Subscription
from billing.subscriptions.models.seller import seller
from tenants.models import Region

SHOWN = 12


class ToDo(NamedTuple):
    """``without``: how many live regions have no subscription; ``waiting``: periods whose invoice cannot go yet."""

    seller_missing: bool
    without: int
    waiting: list[tuple[str, Period]]
    owed_back: int  # invoices that were paid twice, or credited after they were paid


def to_do(*, on: date) -> ToDo:
    """Nothing of regions where there is no plan at all: then the platform costs nothing."""
    charges = Plan.objects.filter(withdrawn_at__isnull=True).exists()
    return ToDo(
        seller_missing=charges and bool(seller().missing),
        without=regions_without(on=on).count() if charges else 0,
        waiting=_with_names(list(uninvoiced().order_by("begins_on", "pk")[:SHOWN])),
        owed_back=Balance.objects.filter(open_cents__lt=0).count(),
    )


def _with_names(periods: list[Period]) -> list[tuple[str, Period]]:
    names = dict(Region.objects.filter(pk__in=[p.subscription.region_id for p in periods]).values_list("pk", "name"))
    return [(names.get(period.subscription.region_id, ""), period) for period in periods]


def regions_without(*, on: date) -> QuerySet[Region]:
    """Live regions without a subscription that runs or is still to end."""
    held = Subscription.objects.filter(region_id=OuterRef("pk"))
    return Region.objects.live().filter(~Exists(held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))))


def uninvoiced() -> QuerySet[Period]:
    """Periods that cost something and never had an invoice."""
    written = Invoice.objects.filter(period=OuterRef("pk"))
    return Period.objects.filter(~Exists(written), price_cents__gt=0).select_related("subscription")

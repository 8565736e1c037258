"""How many vouchers of an offer were sold, counted for the rows of one page only."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from marketplace.vouchers.models import Voucher


def sold_of_offer(wanted: Q | None = None) -> Coalesce:
    """For an offer's queryset: its vouchers, or those of them that are wanted. A join would count all offers first."""
    found: QuerySet[Voucher] = Voucher.objects.filter(wanted or Q(), order__offer=OuterRef("pk")).order_by()
    return Coalesce(Subquery(found.values("order__offer").annotate(n=Count("pk")).values("n")), 0)

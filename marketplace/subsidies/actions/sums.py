"""What an action has added so far, in the region's words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum

from marketplace.subsidies.models import Action, Line, Settlement, Subsidy

_CENTS = F("pieces") * F("unit_cents")


@dataclass(frozen=True, slots=True)
class Sums:
    """In cents: held by orders that are not paid yet, added to paid ones less what came back, and paid out of it.

    Paid out is what businesses have: what they paid back is taken off.
    """

    held_cents: int
    added_cents: int
    settled_cents: int
    paid_cents: int
    orders: int

    @property
    def open_cents(self) -> int:
        """Added, and not transferred to the businesses yet."""
        return self.added_cents - self.paid_cents


def sums_of(action: Action) -> Sums:
    subsidies = Subsidy.objects.filter(action=action)
    found = subsidies.aggregate(
        held=Sum(_CENTS, filter=Q(promised_at__isnull=True, released_at__isnull=True), default=0),
        orders=Count("pk", filter=Q(promised_at__isnull=False)),
    )
    settlements = Settlement.objects.filter(action=action).aggregate(
        settled=Sum("cents", default=0), paid=Sum("cents", filter=Q(paid_at__isnull=False), default=0)
    )
    lines = Line.objects.filter(subsidy__action=action)
    added = lines.movements().aggregate(cents=Sum("cents", default=0))["cents"]
    repaid = lines.repayments().aggregate(cents=Sum("cents", default=0))["cents"]
    return Sums(found["held"], added, settlements["settled"], settlements["paid"] - repaid, found["orders"])

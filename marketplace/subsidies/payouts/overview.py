"""How the settlements stand, at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from kreislauf.german import midnight
from marketplace.subsidies.models import Line, Settlement
from marketplace.subsidies.payouts.settle import open_lines


@dataclass(frozen=True, slots=True)
class Overview:
    """In cents: not settled yet though its month is over, of months still running, and settled but not paid."""

    due_cents: int
    later_cents: int
    unpaid_cents: int
    unpaid: int
    without_iban: int
    ready: int


def overview(month: date) -> Overview:
    """``month`` is the last that is over, its first day."""
    due = open_lines(midnight((month + timedelta(days=32)).replace(day=1)))
    every = Line.objects.filter(settlement__isnull=True).aggregate(cents=Sum("cents", default=0))["cents"]
    due_cents = due.aggregate(cents=Sum("cents", default=0))["cents"]
    found = Settlement.objects.unpaid().aggregate(
        cents=Sum("cents", default=0),
        count=Count("pk"),
        without=Count("pk", filter=Q(iban="")),
        ready=Count("pk", filter=Q(run__isnull=True) & ~Q(iban="")),
    )
    return Overview(due_cents, every - due_cents, found["cents"], found["count"], found["without"], found["ready"])

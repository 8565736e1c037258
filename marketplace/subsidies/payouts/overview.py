"""How the settlements stand, at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from kreislauf.german import midnight
from marketplace.subsidies.models import Line, Settlement
from marketplace.subsidies.payouts.lines import RETURNS, open_lines, without_debtors
from marketplace.subsidies.payouts.settle import owed_cents


@dataclass(frozen=True, slots=True)
class Overview:
    """In cents: not settled yet though its month is over, of months still running, and settled but not paid."""

    due_cents: int
    later_cents: int
    unpaid_cents: int
    without_iban: int
    ready: int


def overview(month: date) -> Overview:
    """``month`` is the last that is over, its first day."""
    end = midnight((month + timedelta(days=32)).replace(day=1))
    later = Line.objects.filter(settlement__isnull=True, at__gte=end).exclude(RETURNS)  # those are due at once
    found = Settlement.objects.unpaid().aggregate(
        cents=Sum("cents", default=0),
        without=Count("pk", filter=Q(iban="")),
    )
    ready = without_debtors(Settlement.objects.ready()).count()
    due_cents, later_cents = owed_cents(open_lines(end)), owed_cents(later)
    return Overview(due_cents, later_cents, found["cents"], found["without"], ready)

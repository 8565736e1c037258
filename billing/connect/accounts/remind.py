"""Remind of what an account lacks before the provider's day for it: two weeks and three days before, once each."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from billing.payments.models import Merchant
from kreislauf.house import slices

DAYS_BEFORE = (14, 3)


def remind(merchant: Merchant, known: list[date], *, at: datetime) -> None:
    """The merchant's row is locked. ``known`` are the days that were asked for before this answer: a day that is new
    was just written about, and counts as reminded of; a day that moved is reminded of anew.
    """
    today = timezone.localdate(at)
    due = min((day for day in due_days(merchant.needs) if day >= today), default=None)
    if due is None or merchant.closed_at is not None:
        return
    days = min((days for days in DAYS_BEFORE if (due - today).days <= days), default=None)
    before = merchant.reminded_days if merchant.reminded_of == due else None
    if days is None or (before is not None and before <= days):
        return
    merchant.reminded_of, merchant.reminded_days = due, days
    merchant.save(update_fields=["reminded_of", "reminded_days"])
    if due in known:
        for one in slices():
            one.account_due(merchant)


def due_days(needs: list[dict[str, str | None]]) -> list[date]:
    """The days until which something is asked for."""
    return [date.fromisoformat(until) for need in needs if (until := need["until"])]

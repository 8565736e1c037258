"""More came back of an action than a business still gets from it: it owes the region that, and pays it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Sum, When

from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.subsidies.accounts import paid_of, promised_of
from marketplace.subsidies.models import REPAID, Action, Line


class NotOwed(Exception):
    """The business owes nothing, or another sum than was said."""


@dataclass(frozen=True, slots=True)
class Debt:
    """``is_taken_off``: a settlement may come that takes it off, since the action and the business go on."""

    action_id: int
    action: str
    business_id: int
    business: str
    cents: int
    is_taken_off: bool


def debts(at: datetime, *, most: int) -> list[Debt]:
    """Those that no settlement will take off come first, then the largest."""
    pair = {
        "action_id": F("subsidy__action"),
        "action": F("subsidy__action__name"),
        "business_id": F("subsidy__business"),
        "business": F("subsidy__business__name"),
    }
    found = _owed_back().annotate(is_taken_off=Case(When(_goes_on(at), then=True), default=False))
    rows = found.values(*("subsidy__action", "subsidy__business"), "is_taken_off", "sum", **pair)
    return [
        Debt(**{name: row[name] for name in pair}, cents=-row["sum"], is_taken_off=row["is_taken_off"])
        for row in rows.order_by("is_taken_off", "sum", "business_id", "action_id")[:most]
    ]


def debt_of(action_id: int, business_id: int) -> int:
    """In cents."""
    waiting = _open_lines().filter(subsidy__action=action_id, subsidy__business=business_id)
    cents: int = waiting.aggregate(cents=Sum("cents", default=0))["cents"]
    return max(-cents, 0)


@transaction.atomic
def note_repayment(action: Action, business: Business, *, cents: int, by: Actor, at: datetime) -> Line:
    """The whole debt has come back to the region's account. Refuses with NotOwed, so a second press moves nothing."""
    Action.objects.select_for_update().get(pk=action.pk)  # as who settles
    if not cents or cents != debt_of(action.pk, business.pk):
        raise NotOwed
    lines = Line.objects.filter(subsidy__action=action, subsidy__business=business)
    key = f"{REPAID}:{action.pk}:{business.pk}:{lines.repayments().count() + 1}"
    moved = [(promised_of(action.pk), cents), (paid_of(action.pk), -cents)]
    post(key, at=at, memo=f"{action.name}: Rückzahlung eines Betriebs", lines=moved)
    last = lines.filter(settlement__isnull=True).latest("at", "pk").subsidy
    line = Line.objects.create(subsidy=last, key=key, cents=cents, at=at)
    record("subsidy.repaid", action, by=by, at=at, cents=cents, business=business.name)
    return line


def _open_lines() -> QuerySet[Line]:
    return Line.objects.filter(settlement__isnull=True)


def _owed_back() -> QuerySet[Line, Any]:
    pairs = _open_lines().order_by().values("subsidy__action", "subsidy__business")
    return pairs.annotate(sum=Sum("cents")).filter(sum__lt=0)


def _goes_on(at: datetime) -> Q:
    action, business = "subsidy__action__", "subsidy__business__"
    return Q(**{f"{action}stopped_at": None, f"{action}ends_at__gt": at, f"{business}closed_at": None})

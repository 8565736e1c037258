"""Staff sets up a pot, changes it, closes it and opens it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.campaigns.funds.emptied import note_filled
from marketplace.campaigns.models import Match, MatchFund

# What backers relied on: it stays as it was once the pot has matched somebody.
RULES = (
    *("giver_kind", "body", "business", "factor_percent", "cap_per_pledge", "cap_per_person", "cap_per_campaign"),
    *("only", "starts_at"),
)


class BudgetTooSmall(Exception):
    """More than that is set aside already; ``least_cents`` is the least that the pot must hold."""

    def __init__(self, least_cents: int) -> None:
        super().__init__(least_cents)
        self.least_cents = least_cents


@transaction.atomic
def enter(facts: dict[str, Any], *, key: str, by: Actor, at: datetime) -> MatchFund:
    """Set up a pot. ``key`` names the form: sent twice, it makes one."""
    values = {**facts, "left_cents": facts["budget_cents"], "created_at": at}
    fund, is_new = MatchFund.objects.get_or_create(key=key, defaults=values)
    if is_new:
        record("fund.entered", fund, by=by, at=at, amount_cents=fund.budget_cents)
    return fund


@transaction.atomic
def change(fund: MatchFund, facts: dict[str, Any], *, by: Actor, at: datetime) -> MatchFund:
    """Names, end and budget at any time; the rules until the first match. Refuses with BudgetTooSmall."""
    fund = MatchFund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
    reserved = fund.reserved_cents
    if facts["budget_cents"] < reserved:
        raise BudgetTooSmall(reserved)
    fixed = RULES if has_matched(fund) else ()
    changed = {name: value for name, value in facts.items() if name not in fixed and getattr(fund, name) != value}
    for name, value in changed.items():
        setattr(fund, name, value)
    if changed:
        fund.left_cents = fund.budget_cents - reserved
        fund.save(update_fields=[*changed, "left_cents"])
        if fund.left_cents:
            note_filled(fund)
        record("fund.changed", fund, by=by, at=at, fields=sorted(changed))
    return fund


def has_matched(fund: MatchFund) -> bool:
    """Whether somebody has relied on its rules already."""
    return Match.objects.filter(fund=fund).exists()


@transaction.atomic
def close(fund: MatchFund, *, by: Actor, at: datetime) -> None:
    """No pledge gets anything more from it; what is set aside stays set aside."""
    if MatchFund.objects.filter(pk=fund.pk, closed_at__isnull=True).update(closed_at=at):
        record("fund.closed", fund, by=by, at=at)


@transaction.atomic
def reopen(fund: MatchFund, *, by: Actor, at: datetime) -> None:
    if MatchFund.objects.filter(pk=fund.pk, closed_at__isnull=False).update(closed_at=None):
        record("fund.reopened", fund, by=by, at=at)

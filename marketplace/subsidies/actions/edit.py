"""Staff prepares an action, starts it, changes what may change while it runs, and stops it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.subsidies.forget import is_forgotten
from marketplace.subsidies.models import Action

# Once somebody may have bought by it, an action goes on as it was announced.
FROZEN = ("rate_percent", "starts_at", "categories", "giver")


class AlreadyPublished(Exception):
    """What was announced stays: the rate, the beginning, the branches and who gives."""


class LongOver(Exception):
    """Nobody knows any more who bought by it: extended, it would add to everybody's cap anew."""


class BudgetTaken(Exception):
    """Orders hold or have more than the new budget; ``taken_cents`` of it."""

    def __init__(self, taken_cents: int) -> None:
        super().__init__(taken_cents)
        self.taken_cents = taken_cents


@transaction.atomic
def draft(facts: Mapping[str, Any], *, by: Actor, at: datetime) -> Action:
    """Nobody sees it before it is published."""
    action = Action.objects.create(**facts, left_cents=facts["budget_cents"], created_at=at)
    record("subsidy.drafted", action, by=by, at=at, budget_cents=action.budget_cents)
    return action


@transaction.atomic
def change(action: Action, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> Action:
    """Before it is published anything, after that not what is FROZEN.

    Refuses with AlreadyPublished, LongOver and BudgetTaken.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.published_at and any(getattr(action, name) != facts.get(name, getattr(action, name)) for name in FROZEN):
        raise AlreadyPublished
    if action.published_at and is_forgotten(action, at=at) and action.ends_at != facts.get("ends_at", action.ends_at):
        raise LongOver
    taken_cents = action.taken_cents
    for name, value in facts.items():
        setattr(action, name, value)
    if action.budget_cents < taken_cents:
        raise BudgetTaken(taken_cents)
    action.left_cents = action.budget_cents - taken_cents
    action.save()
    record("subsidy.changed", action, by=by, at=at, budget_cents=action.budget_cents)
    return action


@transaction.atomic
def publish(action: Action, *, by: Actor, at: datetime) -> None:
    """From its beginning on, or from now; once, and again for one that is stopped."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.published_at and not action.stopped_at:
        return
    word = "subsidy.resumed" if action.published_at else "subsidy.published"
    action.published_at, action.stopped_at = action.published_at or at, None
    action.save(update_fields=["published_at", "stopped_at"])
    record(word, action, by=by, at=at)


@transaction.atomic
def stop(action: Action, *, by: Actor, at: datetime) -> None:
    """Nothing more is added; what orders have, they keep. Repeatable."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.stopped_at or not action.published_at:
        return
    action.stopped_at = at
    action.save(update_fields=["stopped_at"])
    record("subsidy.stopped", action, by=by, at=at)

"""Who bought by an action is forgotten some weeks after its end: the cap per person needs it no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.subsidies.models import Action, Subsidy

KEPT = timedelta(days=60)


def is_forgotten(action: Action, *, at: datetime) -> bool:
    return action.ends_at < at - KEPT


def forget(*, at: datetime) -> int:
    """Empty what stands for a person, repeatably; returns how many."""
    return Subsidy.objects.exclude(person="").filter(action__ends_at__lt=at - KEPT).update(person="")

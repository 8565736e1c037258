"""Handled events are kept for a while, so that a provider's late repetition is known, and then removed."""

from __future__ import annotations

from datetime import datetime, timedelta

from billing.connect.models import InboxEvent

KEPT = timedelta(days=90)
AT_ONCE = 1000


def remove_old_events(*, at: datetime) -> int:
    """One batch; returns how many it removed."""
    old = InboxEvent.objects.filter(handled_at__lt=at - KEPT).order_by("handled_at").values("pk")[:AT_ONCE]
    return InboxEvent.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]

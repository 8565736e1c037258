"""A host changes a meeting, or it and all that follow it in its series."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from marketplace.meetings.cancel import cancel
from marketplace.meetings.facts import clock_between, shifted
from marketplace.meetings.models import Meeting, Meetings
from marketplace.meetings.rearrange import rearrange
from marketplace.review.approve import approve
from marketplace.review.change import change


def following(meeting: Meeting, *, at: datetime) -> Meetings:
    """It and the later ones of its series that still take place, in their order."""
    if not meeting.series_key:
        return Meeting.objects.filter(pk=meeting.pk)
    rows = Meeting.objects.filter(series_key=meeting.series_key, starts_at__gte=meeting.starts_at, closed_at=None)
    return rows.filter(cancelled_at=None, ends_at__gt=at).order_by("starts_at", "pk")


@transaction.atomic
def edit(
    meeting: Meeting,
    *,
    texts: Mapping[str, Any],
    facts: Mapping[str, Any],
    by: Actor,
    at: datetime,
    releases: bool,
    all_following: bool = False,
) -> None:
    """Facts change at once, texts are handed in; whoever ``releases`` needs nobody's decision.

    Of a series all or none: each keeps its distance in days. The refusals are those of ``rearrange`` and ``change``.
    """
    first = meeting.starts_at
    for one in (list(following(meeting, at=at)) if all_following else []) or [meeting]:
        handed_in = change(one, texts, by=by, at=at, is_proven=True)
        if releases and handed_in.is_waiting:
            approve(handed_in, version=handed_in.version, by=by, at=at)
        rearrange(one, shifted(facts, by=clock_between(first, one.starts_at)), by=by, at=at)


@transaction.atomic
def cancel_following(meeting: Meeting, *, reason: str, by: Actor, at: datetime) -> int:
    """Cancel it and the later ones of its series; returns how many."""
    rows = list(following(meeting, at=at)) or [meeting]
    for one in rows:
        cancel(one, reason=reason, by=by, at=at)
    return len(rows)

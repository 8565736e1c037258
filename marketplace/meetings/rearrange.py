"""A host changes time, place, room or seats: at once, since people are on their way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.soon import soon
from marketplace.meetings.facts import FACTS, WHEN, WHERE
from marketplace.meetings.models import Meeting
from marketplace.meetings.shared.card import share
from marketplace.review.decisions import locked, only

UNSEEN = ("latitude", "longitude")  # no calendar shows where exactly the pin stands


class IsOver(Exception):
    """What has been cannot be changed."""


class IsCancelled(Exception):
    """A cancelled meeting stays cancelled."""


class TooFewSeats(Exception):
    """More people have a seat than there would be."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class PolicyFrozen(Exception):
    """Somebody is in the room already who agreed to what was said before."""


@transaction.atomic
def rearrange(meeting: Meeting, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> Meeting:
    """Set some of ``FACTS``. Whoever has a seat hears of another time or place, and their calendars follow.

    Refuses with ``IsOver``, ``IsCancelled``, ``TooFewSeats`` or ``PolicyFrozen``; another field is a TypeError.
    """
    only(facts, allowed=FACTS)
    current = locked(meeting)
    changed = sorted(name for name, value in facts.items() if getattr(current, name) != value)
    if not changed:
        return current
    _check(current, facts, changed, at=at)
    before = current.starts_at
    for name in changed:
        setattr(current, name, facts[name])
    current.changed_at = at
    if moves := current.approved_at is not None and bool(set(changed) & ({*WHEN, *WHERE} - {*UNSEEN})):
        current.sequence += 1
        current.moved_at = at
    if current.starts_at != before:
        current.moved_from = before if moves else None
        current.registrations.update(reminded_day_at=None, reminded_soon_at=None)
    current.save()
    record("meeting.rearranged", current, by=by, at=at, fields=[name for name in changed if name not in UNSEEN])
    share(current)
    if moves:
        soon("marketplace.meetings.tasks.notify_registered", pk=current.pk)
    return current


def _check(current: Meeting, facts: Mapping[str, Any], changed: list[str], *, at: datetime) -> None:
    if current.is_cancelled:
        raise IsCancelled
    if current.is_over(at):
        raise IsOver
    capacity = facts.get("capacity", current.capacity)
    if capacity is not None and capacity < current.taken:
        raise TooFewSeats(current.taken)
    if "recording_policy" in changed and current.registrations.filter(joined_at__isnull=False).exists():
        raise PolicyFrozen

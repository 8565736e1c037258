"""What an address does with its watch: pause it, change the rhythm, let it run for another year, end it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.watch.confirm import LIVES
from marketplace.watch.models import EndedBy, Watch
from marketplace.watch.slots import next_slot


class NotRunning(Exception):
    """It was never confirmed, or has ended."""


@transaction.atomic
def pause(watch: Watch, *, at: datetime) -> None:
    """Nothing comes until it goes on. Refuses with ``NotRunning``."""
    current = _running(watch)
    if current.paused_at is None:
        current.paused_at, current.next_at = at, None
        current.save(update_fields=["paused_at", "next_at"])
        record("watch.paused", current, by="watcher", at=at)


@transaction.atomic
def resume(watch: Watch, *, at: datetime) -> None:
    """What came during the pause is not told afterwards. Refuses with ``NotRunning``."""
    current = _running(watch)
    if current.paused_at is not None:
        current.paused_at, current.seen_until, current.next_at = None, at, next_slot(current.rhythm, at)
        current.save(update_fields=["paused_at", "seen_until", "next_at"])
        record("watch.resumed", current, by="watcher", at=at)


@transaction.atomic
def set_rhythm(watch: Watch, rhythm: str, *, at: datetime) -> None:
    """Nothing is lost by it: the next digest tells all since the last one. Refuses with ``NotRunning``."""
    current = _running(watch)
    if current.rhythm != rhythm:
        current.rhythm = rhythm
        if current.paused_at is None:
            current.next_at = next_slot(rhythm, at)
        current.save(update_fields=["rhythm", "next_at"])
        record("watch.rhythm_changed", current, by="watcher", at=at, rhythm=rhythm)


@transaction.atomic
def renew(watch: Watch, *, at: datetime) -> None:
    """Another year from today. Refuses with ``NotRunning``."""
    current = _running(watch)
    current.renewed_at, current.ends_at, current.reminded_at = at, at + LIVES, None
    current.save(update_fields=["renewed_at", "ends_at", "reminded_at"])
    record("watch.renewed", current, by="watcher", at=at)


@transaction.atomic
def end(watch: Watch, *, why: EndedBy, by: Actor, at: datetime) -> None:
    """Once; ended again, nothing happens. One that was never confirmed is deleted."""
    current = Watch.objects.select_for_update().open().filter(pk=watch.pk).first()
    if current is None:
        return
    if current.confirmed_at is None:
        current.delete()
        return
    current.ended_at, current.ended_by, current.next_at = at, why, None
    current.save(update_fields=["ended_at", "ended_by", "next_at"])
    record("watch.ended", current, by=by, at=at, why=why.value)


def _running(watch: Watch) -> Watch:
    current = Watch.objects.select_for_update().confirmed().filter(pk=watch.pk).first()
    if current is None:
        raise NotRunning
    return current

"""The address confirms: from now on digests come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kreislauf.audit.record import record
from kreislauf.regions import current_region
from marketplace.watch.consent import TEXT_VERSION
from marketplace.watch.models import Watch
from marketplace.watch.slots import next_slot

VALID = timedelta(hours=48)
LIVES = timedelta(days=365)
MOST = 5  # of one address


class TooLate(Exception):
    """Not confirmed within 48 hours, ended, or deleted."""


class TooMany(Exception):
    """The address watches five searches already."""


@transaction.atomic
def confirm(watch: Watch, *, at: datetime) -> Watch:
    """Once; confirmed again, nothing happens. Refuses with ``TooLate`` and ``TooMany``."""
    # All of the address are locked: of two that are confirmed at once, the second one counts the first.
    rows = list(Watch.objects.select_for_update().open().filter(email=watch.email).order_by("pk"))
    current = next((row for row in rows if row.pk == watch.pk), None)
    if current is None or (current.confirmed_at is None and at > current.asked_at + VALID):
        raise TooLate
    if current.confirmed_at is not None:
        return current
    if sum(row.confirmed_at is not None for row in rows) >= MOST:
        raise TooMany
    current.confirmed_at, current.text_version, current.region = at, TEXT_VERSION, current_region().name
    current.ends_at, current.seen_until = at + LIVES, at
    current.next_at = next_slot(current.rhythm, at)
    current.save()
    record("watch.confirmed", current, by="watcher", at=at)
    return current

"""One letter about all that is new since the last one; where nothing is new, none.

Its row in the outbox is written in the transaction that moves the watch on to its next period: a worker that is killed
has done both or neither, and two workers with the same watch write one.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from marketplace.watch import emails
from marketplace.watch.models import Watch, Watches
from marketplace.watch.slots import next_slot

# What was released by a transaction that is not through yet belongs to the next digest.
SETTLED = timedelta(minutes=1)
AT_ONCE = 50  # then the other regions have their turn, before the mails of more
logger = logging.getLogger(__name__)


def due(at: datetime) -> Watches:
    """Those that wait longest first."""
    return Watch.objects.filter(next_at__lte=at).order_by("next_at", "pk")


def send_due(*, at: datetime) -> int:
    """One batch, each in a transaction of its own. How many were due."""
    keys = list(due(at).values_list("pk", flat=True)[:AT_ONCE])
    for pk in keys:
        try:
            send_digest(pk, at=at)
        except Exception:  # a search that fails must not keep the others waiting
            logger.exception("digest not written", extra={"watch": pk})
            _put_off(pk, at=at)
    return len(keys)


@transaction.atomic
def send_digest(watch_id: int, *, at: datetime) -> bool:
    """Whether there was something to tell."""
    # Skipped while another worker has it: that one writes the digest.
    watch = due(at).select_for_update(skip_locked=True).filter(pk=watch_id).first()
    if watch is None or watch.seen_until is None:
        return False
    since, until = watch.seen_until, max(at - SETTLED, watch.seen_until)
    is_news = _has_news(watch, since=since, until=until)
    if is_news:
        with translation.override(watch.language or None):
            emails.digest.queue(watch, to=watch.email, since=since.isoformat(), until=until.isoformat())
        watch.last_sent_at = at
    watch.seen_until, watch.next_at = until, next_slot(watch.rhythm, at)
    watch.save(update_fields=["last_sent_at", "seen_until", "next_at"])
    return is_news


def _has_news(watch: Watch, *, since: datetime, until: datetime) -> bool:
    watched = watch.watchable
    if watched is None or not watched.is_on:
        return False
    return watched.new(watch.query, since=since, until=until).order_by().exists()


def _put_off(pk: int, *, at: datetime) -> None:
    """Its period stays: what it would have told is told next time."""
    for watch in Watch.objects.filter(pk=pk, next_at__lte=at):
        Watch.objects.filter(pk=pk, next_at__lte=at).update(next_at=next_slot(watch.rhythm, at))

"""A watch ends after a year, unless its address says otherwise; what is left of it is a proof, and that goes, too."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from kreislauf.audit.record import SYSTEM
from marketplace.watch import emails
from marketplace.watch.change import end
from marketplace.watch.confirm import VALID
from marketplace.watch.models import EndedBy, Watch, Watches

REMIND_BEFORE = timedelta(days=14)
SEARCH_KEPT = timedelta(days=30)  # after the end
PROOF_KEPT_YEARS = 3  # from the end of the year: §§ 195, 199 BGB
AT_ONCE = 500


def to_remind(at: datetime) -> Watches:
    """Those that end in two weeks and were not told yet."""
    return Watch.objects.confirmed().filter(reminded_at__isnull=True, ends_at__lte=at + REMIND_BEFORE, ends_at__gt=at)


def to_end(at: datetime) -> Watches:
    return Watch.objects.confirmed().filter(ends_at__lte=at)


def unconfirmed(at: datetime) -> Watches:
    """Asked for more than 48 hours ago."""
    return Watch.objects.unconfirmed().filter(asked_at__lt=at - VALID)


def to_reduce(at: datetime) -> Watches:
    """Ended a while ago: what was searched for is no part of the proof."""
    return Watch.objects.filter(ended_at__lt=at - SEARCH_KEPT).exclude(search_key="")


def to_forget(at: datetime) -> Watches:
    return Watch.objects.filter(ended_at__year__lt=timezone.localtime(at).year - PROOF_KEPT_YEARS)


def tend(*, at: datetime) -> None:
    """Each step is repeatable: a worker that dies in between leaves the rest to the next hour."""
    unconfirmed(at).delete()
    for pk in list(to_remind(at).values_list("pk", flat=True)[:AT_ONCE]):
        remind(pk, at=at)
    for watch in list(to_end(at)[:AT_ONCE]):
        end(watch, why=EndedBy.TIME, by=SYSTEM, at=at)
    to_reduce(at).update(search={}, search_key="")
    to_forget(at).delete()


@transaction.atomic
def remind(watch_id: int, *, at: datetime) -> bool:
    """Once: the row is marked in the transaction that queues its letter."""
    watch = to_remind(at).select_for_update(skip_locked=True).filter(pk=watch_id).first()
    if watch is None:
        return False
    watch.reminded_at = at
    watch.save(update_fields=["reminded_at"])
    with translation.override(watch.language or None):
        emails.renewal.queue(watch, to=watch.email)
    return True

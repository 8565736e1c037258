"""Check a sender's DNS and update its state: live, lost, back, or given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM
from kreislauf.regions import stepping_into
from tenants.models import SERVED
from tenants.senders.close import close_locked
from tenants.senders.emails import notify
from tenants.senders.examine import Examination, examine
from tenants.senders.keys import retire
from tenants.senders.lock import locked
from tenants.senders.log_sender import log_sender
from tenants.senders.models import Dkim, DkimKey, OwnSender
from tenants.senders.take_over import take_over

GIVE_UP = timedelta(days=30)  # an address whose entries never came
SILENCE_IS_LOSS = timedelta(hours=1)  # a mailbox that cannot ask for the key believes the mail no longer
WARN_AFTER = timedelta(minutes=30)  # a zone that is loaded anew may be empty for a moment
ORDER = (Dkim.FOUND, Dkim.SILENT)  # the best of several keys is what counts


def check(pk: int, *, at: datetime, by: Actor = SYSTEM) -> OwnSender | None:
    """Check once, now. ``None`` if the sender is not confirmed, closed, or its region is not served."""
    with stepping_into(None):
        own = _served(pk).first()
        if own is None:
            return None
        # Not in a transaction: a slow name server must not hold a lock.
        found = examine(own, list(own.keys.valid().select_related("sender")))
        with transaction.atomic():
            own = locked(pk)
            if own is None or own.region.status not in SERVED:
                return None
            keys = list(own.keys.filter(retired_at__isnull=True, pk__in=found.keys))
            _update(own, keys, found, at=at, by=by)
    return own


def _served(pk: int) -> QuerySet[OwnSender]:
    return OwnSender.objects.confirmed().filter(pk=pk, region__status__in=SERVED).select_related("region")


def _update(own: OwnSender, keys: list[DkimKey], found: Examination, *, at: datetime, by: Actor) -> None:
    own.checked_at, own.spf, own.dmarc, own.seen = at, found.spf, found.dmarc, found.seen
    states = [found.keys[key.pk] for key in keys]
    own.dkim = next((state for state in ORDER if state in states), states[0] if states else Dkim.NOTHING)
    own.silent_since = (own.silent_since or at) if own.dkim == Dkim.SILENT else None
    _update_keys(own, keys, found, at=at)
    if own.dkim == Dkim.FOUND:
        _right(own, at=at, by=by)
    elif own.silent_since is None or at - own.silent_since >= SILENCE_IS_LOSS:
        _wrong(own, at=at)
    own.next_check_at = at + interval(own, at=at)
    own.save()


def _update_keys(own: OwnSender, keys: list[DkimKey], found: Examination, *, at: datetime) -> None:
    """The newest that the DNS has signs from now on; those before it are retired."""
    signing = None
    for key in keys:  # the newest first
        state = found.keys[key.pk]
        if state is not Dkim.SILENT:
            key.dkim = state
        if state is Dkim.FOUND:
            key.found_at = key.found_at or at
            signing = signing or key
        key.save(update_fields=["dkim", "found_at"])
    if signing and (older := keys[keys.index(signing) + 1 :]):
        retire(older, at=at)
        log_sender("sender.key_changed", own, by=SYSTEM, at=at)


def _right(own: OwnSender, *, at: datetime, by: Actor) -> None:
    if own.replaces_id is not None:
        take_over(own, by=by, at=at)
    if own.sends_since is not None:
        return
    own.sends_since = at
    if own.live_at is None:
        own.live_at = at
        log_sender("sender.live", own, by=by, at=at)
        notify(own, "live")
        return
    own.lost_since = None
    log_sender("sender.back", own, by=by, at=at)
    if own.warned_at is not None:
        own.warned_at = None
        notify(own, "back")


def _wrong(own: OwnSender, *, at: datetime) -> None:
    if own.live_at is None:
        if own.confirmed_at and at - own.confirmed_at >= GIVE_UP:
            close_locked(own, because="Nicht eingerichtet", by=SYSTEM, at=at)
            notify(own, "given_up")
        return
    if own.sends_since is not None:
        own.sends_since, own.lost_since = None, own.silent_since or at
        log_sender("sender.lost", own, by=SYSTEM, at=at)
    if own.lost_since and own.warned_at is None and at - own.lost_since >= WARN_AFTER:
        own.warned_at = at
        notify(own, "lost")


def interval(own: OwnSender, *, at: datetime) -> timedelta:
    """Time until the next check: an hour while all is right, short at first and then longer while it is not."""
    if own.sends_since is not None:
        return timedelta(minutes=10) if own.silent_since else timedelta(hours=1)
    waiting_since = own.lost_since or own.confirmed_at or at
    shortest = timedelta(minutes=10) if own.lost_since else timedelta(minutes=1)
    return min(max((at - waiting_since) / 8, shortest), timedelta(hours=6))

"""Check a claimed host in the DNS and update its state: proved, lost, found again or closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM
from kreislauf.regions import stepping_into
from tenants.domains.close import close_locked
from tenants.domains.emails import notify
from tenants.domains.examine import Examination, examine
from tenants.domains.log_host import log_host
from tenants.domains.models import PROVED, OwnHost, Pointing, Proof
from tenants.domains.serve import start_serving
from tenants.models import SERVED

GIVE_UP = timedelta(days=30)  # a claim that is never proved
WARN_AFTER = timedelta(days=1)  # after the proof is lost: a name server may fail for an hour
CLOSE_AFTER = timedelta(days=14)


def check(pk: int, *, at: datetime, by: Actor = SYSTEM) -> OwnHost | None:
    """Check once, now. ``None`` if the claim is closed or its region is not served."""
    with stepping_into(None):
        own = OwnHost.objects.open().filter(pk=pk, region__status__in=SERVED).first()
        if own is None:
            return None
        void = OwnHost.objects.filter(host=own.host, closed_at__isnull=False).values_list("token", flat=True)
        # Not in a transaction: a slow name server must not hold a lock.
        found = examine(own, void=list(void))
        with transaction.atomic():
            own = OwnHost.objects.select_for_update(of=("self",)).select_related("region").get(pk=pk)
            if own.closed_at is not None or own.region.status not in SERVED:
                return None
            _update(own, found, at=at, by=by)
    return own


def _update(own: OwnHost, found: Examination, *, at: datetime, by: Actor) -> None:
    own.checked_at, own.proof, own.pointing, own.seen = at, found.proof, found.pointing, found.seen
    if found.proof in PROVED:
        _proved(own, at=at, by=by)
    elif found.proof is not Proof.SILENT:  # no answer proves nothing, neither way
        _not_proved(own, at=at)
    if own.closed_at is None:
        own.next_check_at = at + interval(own, at=at)
    own.save()


def _proved(own: OwnHost, *, at: datetime, by: Actor) -> None:
    if own.proved_at is None:
        try:
            with transaction.atomic():
                start_serving(own)
        except IntegrityError:
            own.proof = Proof.TAKEN  # another region was faster
            return
        own.proved_at = at
        log_host("host.proved", own, by=by, at=at)
        notify(own, "proved")
    if own.lost_since is not None:
        own.lost_since = own.warned_at = None
        log_host("host.found_again", own, by=SYSTEM, at=at)
    if own.live_at is None and own.pointing == Pointing.HERE:
        own.live_at = at


def _not_proved(own: OwnHost, *, at: datetime) -> None:
    if own.proved_at is None:
        if at - own.requested_at >= GIVE_UP:
            close_locked(own, because="Nicht nachgewiesen", by=SYSTEM, at=at)
        return
    own.lost_since = own.lost_since or at
    if at - own.lost_since >= CLOSE_AFTER:
        close_locked(own, because="Der Nachweis steht nicht mehr im DNS", by=SYSTEM, at=at)
        notify(own, "closed")
    elif at - own.lost_since >= WARN_AFTER and own.warned_at is None:
        own.warned_at = at
        log_host("host.lost", own, by=SYSTEM, at=at)
        notify(own, "lost")


def interval(own: OwnHost, *, at: datetime) -> timedelta:
    """Time until the next check: short for a new claim, then longer; proved hosts once a day."""
    if own.proof == Proof.SILENT:
        return timedelta(minutes=15)
    if own.proved_at is not None:
        waits_for_visitors = own.live_at is None and at - own.proved_at < timedelta(days=7)
        return timedelta(hours=1) if own.lost_since or waits_for_visitors else timedelta(days=1)
    return min(max((at - own.requested_at) / 8, timedelta(minutes=1)), timedelta(hours=6))

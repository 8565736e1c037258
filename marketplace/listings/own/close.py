"""The end of a listing: given away, withdrawn, or over. What became of it is counted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from marketplace.listings import emails
from marketplace.listings.models import Listing, Outcome, OutcomePlace


class AlreadyClosed(Exception):
    """It has ended before; ``listing`` shows how."""

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing.pk)
        self.listing = listing


@transaction.atomic
def close(listing: Listing, *, outcome: Outcome, where: str = "", by: Actor, at: datetime) -> Listing:
    """``where`` says for ``DONE`` whether it was found through this site. Refuses with ``AlreadyClosed``."""
    current = Listing.objects.select_for_update().select_related("kind").get(pk=listing.pk)
    if current.closed_at is not None:
        raise AlreadyClosed(current)
    current.closed_at, current.outcome = at, outcome
    current.outcome_place = OutcomePlace(where) if where and outcome == Outcome.DONE else ""
    current.pending = None
    current.save()
    record("listing.closed", current, by=by, at=at, outcome=str(outcome), where=current.outcome_place)
    return current


@transaction.atomic
def reopen(listing: Listing, *, by: Actor, at: datetime) -> Listing:
    """Undo ``close`` while its time is not over; nothing happens to one that is open."""
    current = Listing.objects.select_for_update().select_related("kind").get(pk=listing.pk)
    over = current.expires_at is not None and current.expires_at <= at
    if current.closed_at is not None and not over and current.outcome != Outcome.REMOVED:
        current.closed_at, current.outcome, current.outcome_place = None, "", ""
        current.save()
        record("listing.reopened", current, by=by, at=at)
    return current


def expire(*, at: datetime) -> int:
    """Close what has lived long enough; its writer can still renew it from the old link."""
    due = Listing.objects.filter(closed_at__isnull=True, approved_at__isnull=False, expires_at__lte=at)
    ended = 0
    for listing in due.select_related("kind"):
        try:
            close(listing, outcome=Outcome.EXPIRED, by=SYSTEM, at=at)
        except AlreadyClosed:
            continue
        emails.expired.queue(listing, to=listing.email)
        ended += 1
    return ended

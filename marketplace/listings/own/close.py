"""The end of a listing: given away, withdrawn, or over. What became of it is counted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record
from marketplace.listings import emails
from marketplace.listings.models import Listing, Listings, Outcome, OutcomePlace


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


def to_expire(at: datetime) -> Listings:
    """Those that have lived long enough."""
    return Listing.objects.filter(closed_at__isnull=True, approved_at__isnull=False, expires_at__lte=at)


def expire(*, at: datetime) -> int:
    """Close them; the writer of each can still renew it from the old link. Closed and told in one transaction."""
    ended = 0
    for pk in to_expire(at).values_list("pk", flat=True):
        with transaction.atomic():
            # Locked and asked about once more: its writer may have renewed it at this moment.
            due = to_expire(at).select_for_update(of=("self",)).select_related("business")
            listing = due.filter(pk=pk).first()
            if listing is not None:
                close(listing, outcome=Outcome.EXPIRED, by=SYSTEM, at=at)
                emails.expired.queue(listing, to=listing.author_address)
                ended += 1
    return ended

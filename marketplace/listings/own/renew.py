"""„Noch da“: a listing lives on, also for thirty days after it has ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.listings.models import Listing, Outcome

REMIND_BEFORE = timedelta(days=7)
LATE = timedelta(days=30)
MOVES_UP = timedelta(days=7)  # not more often than once in this time


class CannotRenew(Exception):
    """It was given away, withdrawn or removed, or has ended too long ago."""


@transaction.atomic
def renew(listing: Listing, *, by: Actor, at: datetime) -> Listing:
    """Another full life from today. Moves it up the list, once in seven days. Refuses with ``CannotRenew``."""
    current = Listing.objects.select_for_update(of=("self",)).select_related("kind", "category").get(pk=listing.pk)
    if current.approved_at is None or current.expires_at is None or not _may(current, at):
        raise CannotRenew
    current.closed_at, current.outcome, current.outcome_place = None, "", ""
    current.reminded_at = current.reserved_at = None
    current.expires_at = at + timedelta(days=lives_for(current))
    if current.shown_at is None or current.shown_at <= at - MOVES_UP:
        current.shown_at = at
    current.save()
    record("listing.renewed", current, by=by, at=at, until=current.expires_at.isoformat())
    return current


def _may(listing: Listing, at: datetime) -> bool:
    if listing.closed_at is None:
        return True
    return listing.outcome == Outcome.EXPIRED and listing.closed_at > at - LATE and listing.forgotten_at is None


def lives_for(listing: Listing) -> int:
    """Days, as its category says, else its kind."""
    return listing.category.lives_for() if listing.category else listing.kind.days


@transaction.atomic
def reserve(listing: Listing, *, reserved: bool, by: Actor, at: datetime) -> Listing:
    """Say that somebody is to have it, or that it is free again. It stays in the list, marked."""
    current = Listing.objects.select_for_update().select_related("kind").get(pk=listing.pk)
    if current.closed_at is None and bool(current.reserved_at) != reserved:
        current.reserved_at = at if reserved else None
        current.save(update_fields=["reserved_at"])
        record("listing.reserved" if reserved else "listing.freed", current, by=by, at=at)
    return current

"""Staff hides a listing from everybody, at once, and may show it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.listings.models import Listing


@transaction.atomic
def hide(listing: Listing, *, reason: str, by: Actor, at: datetime) -> Listing:
    """Its pictures are private from then on, too. Hidden again, nothing happens."""
    current = Listing.objects.select_for_update().select_related("kind").get(pk=listing.pk)
    if current.hidden_at is None:
        current.hidden_at = at
        current.save(update_fields=["hidden_at"])
        settle_pictures(names_of(current))
        record("listing.hidden", current, by=by, at=at, reason=reason)
    return current


@transaction.atomic
def show(listing: Listing, *, by: Actor, at: datetime) -> Listing:
    current = Listing.objects.select_for_update().select_related("kind").get(pk=listing.pk)
    if current.hidden_at is not None:
        current.hidden_at = None
        current.save(update_fields=["hidden_at"])
        settle_pictures(names_of(current))
        record("listing.shown", current, by=by, at=at)
    return current

"""Seven days before a listing ends its writer is asked what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from marketplace.businesses.query import not_of_closed
from marketplace.listings import emails
from marketplace.listings.callbacks.call_back import call_back
from marketplace.listings.models import Listing, Listings, Why
from marketplace.listings.models.listing import PUBLIC
from marketplace.listings.own.renew import REMIND_BEFORE


def to_remind(at: datetime) -> Listings:
    """Those whose end is near and who were not asked yet. What lives for a few days only is not asked about."""
    return Listing.objects.filter(
        PUBLIC, not_of_closed(), reminded_at__isnull=True, expires_at__lte=at + REMIND_BEFORE
    ).exclude(shown_at__gt=at - REMIND_BEFORE)


def remind(*, at: datetime) -> int:
    """Each once: the row is marked in the transaction that queues its letter."""
    asked = 0
    for pk in to_remind(at).values_list("pk", flat=True):
        with transaction.atomic():
            listing = to_remind(at).select_for_update(of=("self",)).filter(pk=pk).first()
            if listing is not None:
                Listing.objects.filter(pk=pk).update(reminded_at=at)
                emails.reminder.queue(listing, to=listing.author_address)
                call_back(listing, Why.REMINDER, at=at)
                asked += 1
    return asked

"""The writer of a listing confirms their address: from then on it waits for staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from kreislauf.audit.record import record
from kreislauf.each import each
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.listings.models import Listing
from marketplace.listings.spam.fingerprint import note_text
from marketplace.review.submit import submit

VALID = timedelta(hours=48)


class TooLate(Exception):
    """Not confirmed within 48 hours: it is gone, or about to be."""


@transaction.atomic
def confirm(listing: Listing, *, at: datetime) -> Listing:
    """Once; confirmed again, nothing happens. Refuses with ``TooLate``."""
    current = Listing.objects.select_for_update(of=("self",)).select_related("kind").filter(pk=listing.pk).first()
    if current is None or (current.confirmed_at is None and at > current.written_at + VALID):
        raise TooLate
    if current.confirmed_at is None:
        current.confirmed_at = at
        current.save(update_fields=["confirmed_at"])
        record("listing.confirmed", current, by="writer", at=at)
        note_text(current, at=at)
        submit(current, by="writer", at=at, is_proven=True)
    return current


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody has confirmed within 48 hours, with its pictures."""
    old = Listing.objects.filter(confirmed_at__isnull=True, written_at__lt=at - VALID)
    return each(old.values_list("pk", flat=True), partial(_forget, at=at))


@transaction.atomic
def _forget(pk: int, *, at: datetime) -> int:
    # One that is confirmed at this moment stays: the row is locked and asked about once more.
    waiting = Listing.objects.select_for_update().filter(confirmed_at__isnull=True, written_at__lt=at - VALID)
    listing = waiting.filter(pk=pk).first()
    if listing is None:
        return 0
    pictures = names_of(listing)
    listing.delete()
    settle_pictures(pictures)
    return 1

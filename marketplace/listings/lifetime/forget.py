"""What a listing says goes some time after its end; that there was one, and what became of it, stays for statistics."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Value

from kreislauf.audit.record import SYSTEM, record
from kreislauf.each import each
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.listings.models import CallBack, Listing, Listings, Message

REFUSED_KEPT = timedelta(days=182)


def to_forget(at: datetime) -> Listings:
    """Ended longer ago than their kind allows: 90 days, for help 14, since what people need may say how they are."""
    days = ExpressionWrapper(F("kind__forget_days") * Value(timedelta(days=1)), output_field=DurationField())
    ended = Listing.objects.filter(closed_at__isnull=False, forgotten_at__isnull=True)
    return ended.filter(closed_at__lte=Value(at) - days)


def forget(*, at: datetime) -> int:
    """Take texts, names, addresses, pictures and messages; kind, category, place, days and outcome stay."""
    return each(to_forget(at).values_list("pk", flat=True), partial(_forget, at=at))


def forget_undecided(*, at: datetime) -> int:
    """Delete what was confirmed and never decided on, with its pictures, when a refusal would be forgotten as well."""
    old = Listing.objects.filter(approved_at__isnull=True, rejected_at__isnull=True, submitted_at__lt=at - REFUSED_KEPT)
    gone = 0
    for pk in old.values_list("pk", flat=True):
        with transaction.atomic():
            listing = old.select_for_update(of=("self",)).select_related("kind").filter(pk=pk).first()
            if listing is not None:
                pictures = names_of(listing)
                record("listing.forgotten", listing, by=SYSTEM, at=at)
                listing.delete()
                settle_pictures(pictures)
                gone += 1
    return gone


@transaction.atomic
def _forget(pk: int, *, at: datetime) -> int:
    listing = to_forget(at).select_for_update(of=("self",)).filter(pk=pk).first()
    if listing is None:
        return 0
    pictures = names_of(listing)
    CallBack.objects.filter(listing=listing).delete()
    Message.objects.filter(listing=listing).delete()
    listing.title = listing.body = listing.contact_name = listing.email = listing.phone = ""
    listing.fingerprint = listing.consent = listing.word = listing.reject_reason = listing.question = ""
    listing.details, listing.pictures, listing.pending = {}, [], None
    listing.latitude = listing.longitude = None
    listing.forgotten_at = at
    listing.save()
    settle_pictures(pictures)
    return 1

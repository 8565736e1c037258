"""One helper takes a request. Only then each side learns who the other is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from kreislauf.audit.record import record
from marketplace.listings.callbacks.call_back import call_back
from marketplace.listings.help import letters
from marketplace.listings.models import Ask, Listing, Listings, Outcome, OutcomePlace, Why
from marketplace.listings.models.listing import PUBLIC
from marketplace.listings.own.close import AlreadyClosed, close

FOLLOW_UPS = (timedelta(days=1), timedelta(days=3))


class AlreadyTaken(Exception):
    """Somebody was faster, or it is over."""


def take(ask: Ask, *, at: datetime) -> Ask:
    """The database lets one take it. Taken again by the same, nothing happens. Refuses with ``AlreadyTaken``."""
    try:
        with transaction.atomic():
            return _take(ask, at=at)
    except IntegrityError:
        raise AlreadyTaken from None


def _take(ask: Ask, *, at: datetime) -> Ask:
    wanted = Listing.objects.select_for_update().filter(PUBLIC, pk=ask.wanted_id).first()
    current = Ask.objects.select_for_update(of=("self",)).select_related("helper", "wanted").get(pk=ask.pk)
    if current.took_at is not None and current.failed_at is None:
        return current
    if wanted is None or current.failed_at is not None:
        raise AlreadyTaken
    current.took_at, current.declined_at = at, None
    current.save(update_fields=["took_at", "declined_at"])
    Listing.objects.filter(pk=wanted.pk).update(next_wave_at=None, follow_ups=0, followed_up_at=at)
    record("listing.help_taken", wanted, by="helper", at=at)
    letters.found.queue(current, to=wanted.email)
    call_back(wanted, Why.HELP_FOUND, ask=current, at=at)
    letters.taken.queue(current, to=current.helper.email)
    return current


def decline(ask: Ask, *, at: datetime) -> None:
    """Not this time. Nothing happens to one that was taken."""
    Ask.objects.filter(pk=ask.pk, took_at__isnull=True, declined_at__isnull=True).update(declined_at=at)


def taker_of(wanted: Listing) -> Ask | None:
    return (
        Ask.objects.select_related("helper")
        .filter(wanted=wanted, took_at__isnull=False, failed_at__isnull=True)
        .first()
    )


def to_follow_up(at: datetime) -> Listings:
    """Requests that were taken a day ago, or three days, and whose writer was not asked about it yet.

    ``followed_up_at`` is set by ``take`` and empty while nobody has it, so this asks one table, as sweeps of all
    regions must.
    """
    taken = Listing.objects.filter(PUBLIC, next_wave_at__isnull=True)
    first = taken.filter(follow_ups=0, followed_up_at__lte=at - FOLLOW_UPS[0])
    second = taken.filter(follow_ups=1, followed_up_at__lte=at - (FOLLOW_UPS[1] - FOLLOW_UPS[0]))
    return first | second


def follow_up(*, at: datetime, most: int = 100) -> int:
    """Ask once: did it work? The row is marked in the transaction that queues the letter."""
    asked = 0
    for pk in to_follow_up(at).order_by("followed_up_at", "pk").values_list("pk", flat=True)[:most]:
        with transaction.atomic():
            listing = to_follow_up(at).select_for_update(of=("self",)).filter(pk=pk).first()
            if listing is None:
                continue
            listing.follow_ups, listing.followed_up_at = listing.follow_ups + 1, at
            listing.save(update_fields=["follow_ups", "followed_up_at"])
            letters.follow_up.queue(listing, to=listing.email)
            call_back(listing, Why.FOLLOW_UP, at=at)
            asked += 1
    return asked


@transaction.atomic
def say_how_it_went(wanted: Listing, *, helped: bool, at: datetime) -> None:
    """„Ja“ ends the request; „nein“ sets the taker aside and asks the next ones."""
    current = Listing.objects.select_for_update().select_related("kind").get(pk=wanted.pk)
    taker = taker_of(current)
    if taker is None or current.closed_at is not None:
        return
    if helped:
        try:
            close(current, outcome=Outcome.DONE, where=OutcomePlace.HERE, by="writer", at=at)
        except AlreadyClosed:
            return
        return
    Ask.objects.filter(pk=taker.pk).update(failed_at=at)
    Listing.objects.filter(pk=current.pk).update(next_wave_at=at, follow_ups=0, followed_up_at=None)
    record("listing.help_failed", current, by="writer", at=at)

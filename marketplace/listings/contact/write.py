"""Somebody writes to the author of a listing. Both addresses stay with us until the author answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from kreislauf.audit.record import record_unseen
from kreislauf.mail.address import as_stored
from marketplace.listings import emails
from marketplace.listings.callbacks.call_back import call_back
from marketplace.listings.models import Listing, Message, Why

VALID = timedelta(hours=48)
MOST_WAITING = 30  # forwarded messages of one day that an author has to bear


class NotTaken(Exception):
    """The listing takes no messages: it is over, or its author has no address."""


class NotForwarded(Exception):
    """It is too late, or the listing has ended meanwhile."""


class AuthorHasMany(Exception):
    """The author has had all the messages that one has to bear in a day; the link may be clicked again later."""


def write(listing: Listing, *, name: str, email: str, text: str, key: str, at: datetime) -> Message:
    """Store a message and ask its writer to confirm their address. Refuses with ``NotTaken``.

    Says nothing of whether the author has blocked this address: who is blocked is not told.
    """
    if not takes_messages(listing):
        raise NotTaken
    try:
        with transaction.atomic():
            message = Message.objects.create(
                listing=listing, name=name, email=as_stored(email), text=text, key=key, written_at=at
            )
            emails.message_confirmation.queue(message, to=message.email)
            return message
    except IntegrityError:
        return Message.objects.get(key=key)


def takes_messages(listing: Listing) -> bool:
    """Whether there is somebody to forward to, by mail or by a call. Needs the kind."""
    return listing.is_public and bool(listing.author_address or listing.phone)


@transaction.atomic
def forward(message: Message, *, at: datetime) -> Message:
    """The writer has confirmed: the author gets the text, once, without an address.

    Refuses with ``NotForwarded`` or ``AuthorHasMany``.
    """
    current = (
        Message.objects.select_for_update(of=("self",))
        .select_related("listing__kind", "listing__business")
        .get(pk=message.pk)
    )
    if current.confirmed_at is not None:
        return current
    if at > current.written_at + VALID or not takes_messages(current.listing):
        raise NotForwarded
    is_blocked = _is_blocked(current)
    if not is_blocked and _is_flooded(current, at=at):
        raise AuthorHasMany
    current.confirmed_at = at
    if not is_blocked:
        current.forwarded_at = at
        emails.forwarded.queue(current, to=current.listing.author_address)
        current.save(update_fields=["confirmed_at", "forwarded_at"])
        call_back(current.listing, Why.MESSAGE, message=current, at=at)
    current.save(update_fields=["confirmed_at", "forwarded_at"])
    record_unseen("listing.written_to", current.listing, by="visitor", at=at)
    return current


def _is_blocked(message: Message) -> bool:
    """This address was blocked by this author, at this listing or another one of theirs."""
    blocked = Message.objects.filter(email=message.email, blocked_at__isnull=False)
    return blocked.to_author_of(message.listing).exists()


def _is_flooded(message: Message, *, at: datetime) -> bool:
    today = Message.objects.filter(forwarded_at__gt=at - timedelta(days=1))
    return today.to_author_of(message.listing).count() >= MOST_WAITING


def forget_messages(*, at: datetime) -> int:
    """Delete what nobody confirmed within 48 hours, and all of it 90 days after it was written."""
    unconfirmed = Message.objects.filter(confirmed_at__isnull=True, written_at__lt=at - VALID)
    old = Message.objects.filter(written_at__lt=at - timedelta(days=90))
    return unconfirmed.delete()[0] + old.delete()[0]

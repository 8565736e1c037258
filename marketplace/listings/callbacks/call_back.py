"""People who only have a telephone are called by staff, where others get a letter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.listings.contact.answer import AlreadyAnswered, answer
from marketplace.listings.models import Ask, CallBack, Listing, Message, Why


def call_back(
    listing: Listing, why: Why, *, at: datetime, message: Message | None = None, ask: Ask | None = None
) -> None:
    """Put it on staff's list, in the caller's transaction; nothing for who has an address."""
    if not listing.author_address:
        CallBack.objects.create(listing=listing, why=why, message=message, ask=ask, since=at)


@transaction.atomic
def finish(row: CallBack, *, said: str = "", by: Actor, at: datetime) -> CallBack:
    """Somebody was reached. What they ``said`` to a message is mailed to its writer. Done again, nothing happens."""
    rows = CallBack.objects.select_for_update(of=("self",)).select_related("listing__kind", "message")
    current = rows.get(pk=row.pk)
    if current.done_at is not None:
        return current
    current.done_at = at
    current.save(update_fields=["done_at"])
    record("listing.called_back", current.listing, by=by, at=at, why=current.why)
    if said and current.message is not None:
        try:
            answer(current.message, text=said, at=at)
        except AlreadyAnswered:
            return current
    return current


@transaction.atomic
def put_back(row: CallBack, *, by: Actor, at: datetime) -> CallBack:
    """Nobody was reached after all. An answer that was mailed stays mailed."""
    current = CallBack.objects.select_for_update(of=("self",)).select_related("listing__kind").get(pk=row.pk)
    if current.done_at is not None:
        current.done_at = None
        current.save(update_fields=["done_at"])
        record("listing.call_again", current.listing, by=by, at=at, why=current.why)
    return current

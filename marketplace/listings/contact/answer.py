"""The author of a listing answers a message, or blocks whoever wrote it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.record import record_unseen
from marketplace.listings import emails
from marketplace.listings.models import Message


class AlreadyAnswered(Exception):
    """One answer goes through us; after that both write to each other."""


@transaction.atomic
def answer(message: Message, *, text: str, at: datetime) -> Message:
    """Mail the answer with the author's address to reply to: by answering they say that it may be known.

    Refuses with ``AlreadyAnswered``.
    """
    current = Message.objects.select_for_update(of=("self",)).select_related("listing__kind").get(pk=message.pk)
    if current.answered_at is not None:
        raise AlreadyAnswered
    current.answer, current.answered_at = text, at
    current.save(update_fields=["answer", "answered_at"])
    record_unseen("listing.answered", current.listing, by="writer", at=at)
    emails.answered.queue(current, to=current.email)
    return current


@transaction.atomic
def block(message: Message, *, blocked: bool, at: datetime) -> Message:
    """Nothing more from this address to this author; taken back the same way."""
    current = Message.objects.select_for_update().get(pk=message.pk)
    if bool(current.blocked_at) != blocked:
        current.blocked_at = at if blocked else None
        current.save(update_fields=["blocked_at"])
    return current

"""Somebody asks to watch a search. Until the address has confirmed it, nothing but that question is sent there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from kreislauf.mail.address import as_stored
from marketplace.watch import emails
from marketplace.watch.block import is_blocked
from marketplace.watch.kinds import Search, Watchable, key_of
from marketplace.watch.models import Watch


@transaction.atomic
def ask(watchable: Watchable, search: Search, *, email: str, rhythm: str, at: datetime) -> None:
    """Store the wish and ask the address. The same search of the same address is stored once.

    Says nothing of what the address watches already, or whether it is blocked: only its own mailbox learns that.
    """
    address = as_stored(email)
    if is_blocked(address):
        return
    known = {"email": address, "kind": watchable.kind, "search_key": key_of(search), "ended_at": None}
    new = {"search": search, "rhythm": rhythm, "asked_at": at, "language": get_language() or ""}
    watch, is_new = Watch.objects.get_or_create(**known, defaults=new)
    if watch.confirmed_at is not None:
        emails.known.queue(watch, to=address)
        return
    if not is_new:
        watch.asked_at, watch.rhythm = at, rhythm
        watch.save(update_fields=["asked_at", "rhythm"])
    emails.confirmation.queue(watch, to=address)

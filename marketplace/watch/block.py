"""Addresses that no watch writes to: because they take no mail, or because somebody wants to be left alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.address import as_stored
from kreislauf.regions import current_schema
from marketplace.watch.models import Blocked, EndedBy, Reason, Watch

ENDED_BY = {Reason.REFUSED: EndedBy.BOUNCE, Reason.COMPLAINT: EndedBy.REQUEST, Reason.REQUEST: EndedBy.REQUEST}


def address_hash(email: str) -> str:
    """Nobody without the installation's key can try out addresses, and no two regions have the same."""
    return salted_hmac(f"watch blocked {current_schema()}", as_stored(email), algorithm="sha256").hexdigest()


def is_blocked(email: str) -> bool:
    return Blocked.objects.filter(address_hash=address_hash(email)).exists()


@transaction.atomic
def block(email: str, *, reason: Reason, by: Actor, at: datetime) -> None:
    """End all watches of an address and start none. What was never confirmed is deleted. Repeatable."""
    row, is_new = Blocked.objects.get_or_create(address_hash=address_hash(email), defaults={"reason": reason, "at": at})
    if is_new:
        record("watch.blocked", row, by=by, at=at, reason=reason.value)
    of_address = Watch.objects.open().filter(email=as_stored(email))
    of_address.unconfirmed().delete()
    of_address.update(ended_at=at, ended_by=ENDED_BY[reason], next_at=None)


@transaction.atomic
def unblock(email: str, *, by: Actor, at: datetime) -> bool:
    """Somebody asked the office for it: the address may watch again. Whether it was blocked."""
    row = Blocked.objects.select_for_update().filter(address_hash=address_hash(email)).first()
    if row is None:
        return False
    record("watch.unblocked", row, by=by, at=at)
    row.delete()
    return True


def bounced(watch: Watch, at: datetime) -> None:
    """The mail server says that there is no such mailbox."""
    block(watch.email, reason=Reason.REFUSED, by="mail", at=at)

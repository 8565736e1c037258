"""The code that proves that somebody of the region reads the address's mailbox."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from kreislauf.audit.actor import Actor
from kreislauf.regions import stepping_into
from tenants.senders.emails import code as letter
from tenants.senders.keys import make_key
from tenants.senders.lock import locked
from tenants.senders.log_sender import log_sender
from tenants.senders.models import OwnSender
from tenants.senders.take_over import follow_in_domain

VALID_FOR = timedelta(days=1)
MOST_TRIES = 5


class WrongCode(Exception):
    """Not what we mailed. ``left`` is how often one may try yet."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CodeOver(Exception):
    """It is a day old, or was mistyped too often: a new one is needed."""


def send_code(own: OwnSender, *, at: datetime) -> None:
    """Mail a new code; the one before is void. Does nothing once the address is confirmed."""
    with stepping_into(None), transaction.atomic():
        open_ones = OwnSender.objects.open().filter(pk=own.pk, confirmed_at__isnull=True)
        if not open_ones.update(code_sent_at=at, code_tries=0):
            return
        own.refresh_from_db()
        with stepping_into(own.region.card()):
            letter.queue(own, to=own.address)


def confirm(own: OwnSender, typed: str, *, by: Actor, at: datetime) -> OwnSender:
    """The address is the region's. Idempotent. Refuses with ``WrongCode`` and ``CodeOver``."""
    _count_try(own, at=at)  # before the comparison and for good, so that no two requests share a try
    with stepping_into(None), transaction.atomic():
        found = locked(own.pk)
        if found is None or found.confirmed_at is not None:
            return found or own
        own = found
        plain = "".join(sign for sign in typed if sign.isdigit())
        if not hmac.compare_digest(plain.encode(), own.code.encode()):
            raise WrongCode(MOST_TRIES - own.code_tries)
        own.confirmed_at, own.next_check_at = at, at
        own.save(update_fields=["confirmed_at", "next_check_at"])
        log_sender("sender.confirmed", own, by=by, at=at)
        before = own.replaces
        if before is not None and before.domain == own.domain:
            follow_in_domain(own, before, by=by, at=at)
            own.save()
        else:
            make_key(own, at=at)
    return own


def _count_try(own: OwnSender, *, at: datetime) -> None:
    with stepping_into(None):
        waiting = OwnSender.objects.open().filter(pk=own.pk, confirmed_at__isnull=True)
        if not waiting.exists():
            return
        fresh = waiting.filter(code_tries__lt=MOST_TRIES, code_sent_at__gt=at - VALID_FOR)
        if not fresh.update(code_tries=F("code_tries") + 1):
            raise CodeOver

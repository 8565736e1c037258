"""The office asks a business to open an account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.merchants import emails


class NoAddress(Exception):
    """The business has no e-mail address."""


@transaction.atomic
def invite(business: Business, *, by: Actor, at: datetime) -> None:
    """Refuses with NoAddress."""
    if not business.email:
        raise NoAddress
    emails.invitation.queue(business, to=business.email)
    record("account.invited", business, by=by, at=at)

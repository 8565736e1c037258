"""A business says whether everybody may see that it is a member; it may change its mind any day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.partners import emails
from marketplace.partners.models import Membership


@transaction.atomic
def agree(membership: Membership, *, by: Actor, at: datetime) -> None:
    """Shown from now on, if the body has confirmed. Repeatable."""
    _answer(membership, yes=True, by=by, at=at)


@transaction.atomic
def decline(membership: Membership, *, by: Actor, at: datetime) -> None:
    """Not shown, or not any more; the body cannot ask again. Repeatable."""
    _answer(membership, yes=False, by=by, at=at)


def _answer(membership: Membership, *, yes: bool, by: Actor, at: datetime) -> None:
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    given = membership.consented_at if yes else membership.declined_at
    if given is not None:
        return
    membership.consented_at, membership.declined_at = (at, None) if yes else (None, at)
    membership.save(update_fields=["consented_at", "declined_at"])
    emails.membership.cancel(membership)
    record("membership.agreed" if yes else "membership.declined", membership, by=by, at=at)

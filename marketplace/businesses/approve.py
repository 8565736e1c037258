"""Staff lets the public see a business, or its changed text."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.businesses import emails
from marketplace.businesses.decisions import undecided
from marketplace.businesses.invite import invite_owner
from marketplace.businesses.models import TEXTS, Business


@transaction.atomic
def approve(business: Business, *, version: int, by: Actor, at: datetime) -> Business:
    """Publish the text of this version, once, and invite the owner if the business is new.

    Refuses with ``OutdatedVersion`` or ``AlreadyDecided``.
    """
    business = undecided(business, version=version)
    is_new, before = business.approved_at is None, names_of(business)
    for name in TEXTS:
        if business.pending and name in business.pending:
            setattr(business, name, business.pending[name])
    business.pending = None
    business.approved_at = at
    business.reject_reason = ""
    business.save()
    settle_pictures(before | names_of(business))
    record("business.approved", business, by=by, at=at, version=version)
    invitation = invite_owner(business, by=by, at=at, letter=False) if is_new else None
    emails.approved.queue(business, to=business.email, invitation_id=invitation.pk if invitation else 0)
    return business

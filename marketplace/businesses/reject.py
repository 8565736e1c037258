"""Staff does not let the public see a business, or its changed text, and says why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.businesses import emails
from marketplace.businesses.decisions import undecided
from marketplace.businesses.models import Business


@transaction.atomic
def reject(business: Business, *, version: int, reason: str, by: Actor, at: datetime) -> Business:
    """Turn the text of this version down, once; what was public before stays so. ``reason`` goes to the business.

    Its new picture is deleted: the region keeps none that it does not want to show.

    Refuses with ``OutdatedVersion`` or ``AlreadyDecided``.
    """
    business = undecided(business, version=version)
    before = names_of(business)
    if business.approved_at is None:
        business.rejected_at, business.picture, business.picture_alt = at, None, ""
    business.pending = None
    business.reject_reason = reason
    business.save(update_fields=["rejected_at", "picture", "picture_alt", "pending", "reject_reason"])
    settle_pictures(before - names_of(business))
    record("business.rejected", business, by=by, at=at, version=version, reason=reason)
    emails.rejected.queue(business, to=business.email, version=version)
    return business

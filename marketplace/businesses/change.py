"""What a business, or staff for it, changes without asking. Its texts: ``marketplace.review.change``."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.businesses.address_letter import notify_of_new_address
from marketplace.businesses.models import AT_ONCE, TEXTS, Business
from marketplace.review.change import changeable


@transaction.atomic
def change_at_once(business: Business, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> Business:
    """Change opening hours and how to be reached, without asking anybody. Refuses with ``Ended``."""
    business = changeable(business, facts, allowed=AT_ONCE)
    before = copy(business)
    changed = sorted(name for name, value in facts.items() if getattr(business, name) != value)
    if changed:
        for name in changed:
            setattr(business, name, facts[name])
        business.save(update_fields=changed)
        record("business.facts_changed", business, by=by, at=at, fields=changed)
    if "email" in changed:
        notify_of_new_address(before, by=by)
    return business


@transaction.atomic
def correct(business: Business, entry: Mapping[str, Any], *, by: Actor, at: datetime) -> Business:
    """Staff changes anything, visible at once; a text that waited is replaced by this one. Refuses with ``Ended``."""
    business = changeable(business, entry, allowed=(*TEXTS, *AT_ONCE))
    changed = sorted(name for name, value in entry.items() if getattr(business, name) != value)
    before, pictures = copy(business), names_of(business)
    if changed or business.pending:
        for name in changed:
            setattr(business, name, entry[name])
        business.pending = None
        business.version += 1
        business.save()
        settle_pictures(pictures | names_of(business))
        record("business.corrected", business, by=by, at=at, version=business.version, fields=changed)
    if "email" in changed:
        notify_of_new_address(before, by=by)
    return business

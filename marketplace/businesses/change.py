"""A business, or staff for it, changes its entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.businesses import emails
from marketplace.businesses.models import AT_ONCE, TEXTS, Business


class Closed(Exception):
    """A closed business is no longer changed."""


@transaction.atomic
def change(business: Business, texts: Mapping[str, Any], *, by: Actor, at: datetime) -> Business:
    """Hand in a changed text. The public keeps seeing the approved one until staff decides on this version.

    Nothing happens where nothing differs. A text that was turned down is handed in anew. Refuses with ``Closed``.
    """
    business = _open(business, texts, allowed=TEXTS)
    shown = business.proposed()
    if all(getattr(shown, name) == value for name, value in texts.items()) and business.rejected_at is None:
        return business
    before = names_of(business)
    if business.approved_at is None:
        for name, value in texts.items():
            setattr(business, name, value)
    else:
        business.pending = {name: value for name, value in texts.items() if getattr(business, name) != value} or None
    business.version += 1
    business.submitted_at, business.rejected_at, business.reject_reason = at, None, ""
    business.save()
    settle_pictures(before | names_of(business))
    record("business.changed", business, by=by, at=at, version=business.version, fields=sorted(texts))
    if business.is_waiting:
        emails.ask_for_approval(business)
    return business


@transaction.atomic
def change_at_once(business: Business, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> Business:
    """Change opening hours and how to be reached, without asking anybody. Refuses with ``Closed``."""
    business = _open(business, facts, allowed=AT_ONCE)
    changed = sorted(name for name, value in facts.items() if getattr(business, name) != value)
    if changed:
        for name in changed:
            setattr(business, name, facts[name])
        business.save(update_fields=changed)
        record("business.facts_changed", business, by=by, at=at, fields=changed)
    return business


@transaction.atomic
def correct(business: Business, entry: Mapping[str, Any], *, by: Actor, at: datetime) -> Business:
    """Staff changes anything, visible at once; a text that waited is replaced by this one. Refuses with ``Closed``."""
    business = _open(business, entry, allowed=(*TEXTS, *AT_ONCE))
    changed = sorted(name for name, value in entry.items() if getattr(business, name) != value)
    before = names_of(business)
    if changed or business.pending:
        for name in changed:
            setattr(business, name, entry[name])
        business.pending = None
        business.version += 1
        business.save()
        settle_pictures(before | names_of(business))
        record("business.corrected", business, by=by, at=at, version=business.version, fields=changed)
    return business


def _open(business: Business, values: Mapping[str, Any], *, allowed: tuple[str, ...]) -> Business:
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"{', '.join(sorted(unknown))} cannot be changed here.")
    current = Business.objects.select_for_update().get(pk=business.pk)
    if current.closed_at is not None:
        raise Closed
    return current

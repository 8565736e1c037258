"""A business asks to be listed, or staff enters one for somebody who phones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses import emails
from marketplace.businesses.models import AT_ONCE, TEXTS, Business
from marketplace.businesses.slugs import free_slug
from marketplace.review.approve import approve
from marketplace.review.submit import submit


def register(entry: Mapping[str, Any], *, key: str, by: Actor, at: datetime) -> Business:
    """Take a business in and ask staff to approve it. ``key`` names the form: sent twice, it makes one business.
    With another name or address in it, it is another form: somebody went back and entered the next business.

    ``entry`` holds the fields of ``TEXTS`` and ``AT_ONCE``; anything else is a TypeError.
    """
    return _once(entry, key=key, by=by, at=at, approved=False)


def enter(entry: Mapping[str, Any], *, key: str, by: Actor, at: datetime) -> Business:
    """The same by staff, who need not ask themselves: public at once, its owner invited."""
    return _once(entry, key=key, by=by, at=at, approved=True)


def _once(entry: Mapping[str, Any], *, key: str, by: Actor, at: datetime, approved: bool) -> Business:
    unknown = set(entry) - {*TEXTS, *AT_ONCE}
    if unknown:
        raise TypeError(f"A business has no {', '.join(sorted(unknown))}.")
    try:
        with transaction.atomic():
            return _made(entry, key=key, by=by, at=at, approved=approved)
    except IntegrityError:
        first = Business.objects.filter(key=key).first()
        if first is not None and _is_same(first, entry):
            return first
        # Two businesses of one name at once: the second finds the first one's address taken.
        with transaction.atomic():
            return _made(entry, key=key, by=by, at=at, approved=approved)


def _made(entry: Mapping[str, Any], *, key: str, by: Actor, at: datetime, approved: bool) -> Business:
    first = Business.objects.filter(key=key).first()
    if first is not None and _is_same(first, entry):
        return first
    if first is not None:
        key = f"next-{uuid4().hex}"
    slug = free_slug(Business, entry["name"], fallback="betrieb")
    business = Business.objects.create(**entry, slug=slug, key=key, submitted_at=at)
    record("business.registered", business, by=by, at=at)
    if approved:
        return approve(business, version=business.version, by=by, at=at)
    business = submit(business, by=by, at=at)
    emails.received.queue(business, to=business.email)
    return business


def _is_same(first: Business, entry: Mapping[str, Any]) -> bool:
    return (first.name, first.email) == (entry["name"], entry.get("email", ""))

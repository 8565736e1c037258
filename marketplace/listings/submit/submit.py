"""Somebody hands a listing in. Nobody but them sees it until they have confirmed their address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.listings import emails
from marketplace.listings.models import Kind, Listing, Seller
from marketplace.listings.models.listing import TEXTS
from marketplace.review.approve import approve
from marketplace.review.submit import submit as submit_for_review

ENTRY = frozenset({*TEXTS, "seller", "email", "phone", "phone_public"})


def submit(kind: Kind, entry: Mapping[str, Any], *, key: str, by: Actor, at: datetime) -> Listing:
    """Store a listing and ask its writer to confirm their address. ``key`` names the form: sent twice, it makes one.

    ``entry`` holds the fields of ``ENTRY``; anything else is a TypeError.
    """
    return _once(kind, entry, key=key, by=by, at=at)


def submit_for_business(
    business: Business, kind: Kind, entry: Mapping[str, Any], *, key: str, by: Actor, at: datetime
) -> Listing:
    """The same by somebody who is signed in for a business: nothing to confirm, staff is asked at once."""
    return _once(kind, entry, key=key, by=by, at=at, business=business)


def take_down_for(
    kind: Kind, entry: Mapping[str, Any], *, consent: str, word: str, key: str, by: Actor, at: datetime
) -> Listing:
    """Staff writes for somebody on the telephone, who has agreed; public at once."""
    return _once(kind, entry, key=key, by=by, at=at, consent=consent, word=word)


def _once(
    kind: Kind,
    entry: Mapping[str, Any],
    *,
    key: str,
    by: Actor,
    at: datetime,
    business: Business | None = None,
    **noted: str,
) -> Listing:
    unknown = set(entry) - ENTRY
    if unknown:
        raise TypeError(f"A listing has no {', '.join(sorted(unknown))}.")
    try:
        with transaction.atomic():
            return _made(kind, entry, key=key, by=by, at=at, business=business, **noted)
    except IntegrityError:
        first = Listing.objects.filter(key=key).first()
        if first is None:
            raise
        return first


def _made(
    kind: Kind,
    entry: Mapping[str, Any],
    *,
    key: str,
    by: Actor,
    at: datetime,
    business: Business | None,
    **noted: str,
) -> Listing:
    first = Listing.objects.filter(key=key).first()
    if first is not None:
        return first
    known = business is not None or "consent" in noted
    seller = Seller.TRADER if business is not None else entry.get("seller", Seller.PRIVATE)
    listing = Listing.objects.create(
        **{**entry, **noted, "seller": seller},
        kind=kind,
        business=business,
        key=key,
        written_at=at,
        submitted_at=at,
        confirmed_at=at if known else None,
    )
    record("listing.written", listing, by=by, at=at)
    if "consent" in noted:
        approve(listing, version=listing.version, by=by, at=at)
    elif known:
        submit_for_review(listing, by=by, at=at, is_proven=True)
    else:
        emails.confirmation.queue(listing, to=listing.email)
    return listing

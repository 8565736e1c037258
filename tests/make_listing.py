"""A listing as a row, and the form that would make it."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from kreislauf.forms.form_stamp import new_stamp
from marketplace.listings.models import Kind, Listing, Message

_numbers = count(1)


def make_listing(kind: Kind, **fields: Any) -> Listing:
    """Public since now, for 30 days."""
    now = timezone.now()
    values: dict[str, Any] = {
        "category": kind.categories.first(),
        "title": "Kinderfahrrad zu verschenken",
        "body": "Rot, 20 Zoll, mit Klingel. Der Schlauch hinten ist neu.",
        "postcode": "24105",
        "place": "Wik",
        "contact_name": "Petra",
        "email": "petra@example.org",
        "key": f"anzeige-{next(_numbers)}",
        "written_at": now,
        "submitted_at": now,
        "confirmed_at": now,
        "approved_at": now,
        "released_at": fields.get("shown_at", now),
        "shown_at": now,
        "expires_at": now + timedelta(days=30),
    }
    return Listing.objects.create(kind=kind, **(values | fields))


def make_message(listing: Listing, **fields: Any) -> Message:
    values: dict[str, Any] = {
        "name": "Jan",
        "email": "jan@example.org",
        "text": "Ist das Rad noch da?",
        "key": f"nachricht-{next(_numbers)}",
        "written_at": timezone.now(),
    }
    return Message.objects.create(listing=listing, **(values | fields))


def old_stamp() -> str:
    """As a form has it that somebody has filled in for a minute."""
    return new_stamp(at=time.time() - 60)


def listing_form(kind: Kind, **fields: Any) -> dict[str, Any]:
    """What a browser sends; a form without a key of ours is a new one each time."""
    category = kind.categories.first()
    return {
        "category": str(category.pk if category else ""),
        "title": "Kinderfahrrad zu verschenken",
        "body": "Rot, 20 Zoll, mit Klingel. Der Schlauch hinten ist neu.",
        "postcode": "24105",
        "place": "Wik",
        "contact_name": "Petra",
        "email": "petra@example.org",
        "agreed": "on",
        "stamp": old_stamp(),
    } | fields

"""Changing what the region says of itself: addresses and legal pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from tenants.branding.models import Branding


@transaction.atomic
def change_texts(branding: Branding, *, fields: Sequence[str], by: Actor, at: datetime) -> Branding:
    """Save the texts and write down which of them are others now; nothing where all are as they were."""
    if fields:
        branding.save()
        record("branding.texts_changed", branding, by=by, at=at, fields=sorted(fields))
    return branding

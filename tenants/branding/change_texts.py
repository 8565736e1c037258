"""Changing what the region says of itself: addresses and legal pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from tenants.branding.models import Branding

PARTS = PROFILE, LEGAL_TEXT, SIGN_LANGUAGE = "profile", "legal_text", "sign_language"


@transaction.atomic
def change_texts(
    branding: Branding, *, fields: Sequence[str], by: Actor, at: datetime, part: str = PROFILE
) -> Branding:
    """Save the texts and write down which of them are others now; nothing where all are as they were."""
    if fields:
        old = Branding.objects.values_list("approval_email", flat=True).get(pk=branding.pk)
        branding.save()
        record(f"branding.{part}_changed", branding, by=by, at=at, fields=sorted(fields))
        if old != branding.approval_email:
            # Whoever reads this mailbox decides what the public sees, without signing in.
            addresses = {"old_address": old or "–", "new_address": branding.approval_email or "–"}
            record("branding.approval_address_changed", branding, by=by, at=at, **addresses)
    return branding

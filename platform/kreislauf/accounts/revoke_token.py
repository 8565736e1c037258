"""Revoke a business's API key."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.models import ApiToken
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """From the next request on. Repeatable."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at):
        record("token.revoked", token, by=by, at=at, business=token.business_id)

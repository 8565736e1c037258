"""Operators change what the platform says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kreislauf.audit.actor import Actor
from tenants.about.models import About
from tenants.logbook.record import log_operation


@transaction.atomic
def change_about(about: About, *, fields: Sequence[str], by: Actor, at: datetime) -> About:
    """Save, and log which fields are others now; nothing where all are as they were."""
    if fields:
        about.changed_at = at
        about.save()
        log_operation("about.changed", settings.PLATFORM_NAME, by=by, at=at, fields=sorted(fields))
    return about

"""The office says which sites may show the region's frames."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from tenants.embed.models import EmbedHost


class TooMany(Exception):
    """There are twenty already."""


@transaction.atomic
def add_host(host: str, *, by: Actor, at: datetime) -> EmbedHost:
    """Once: added again, nothing happens. Refuses with ``TooMany``."""
    for place in range(1, EmbedHost.MOST + 1):
        if known := EmbedHost.objects.filter(host=host).first():
            return known
        if EmbedHost.objects.filter(place=place).exists():
            continue
        try:
            with transaction.atomic():
                row = EmbedHost.objects.create(host=host, place=place, added_at=at)
        except IntegrityError:
            continue  # somebody else has just taken the place
        record("embed_host.added", row, by=by, at=at, host=host)
        return row
    raise TooMany


@transaction.atomic
def remove_host(row: EmbedHost, *, by: Actor, at: datetime) -> None:
    """From the next click on, its pages show no frame any more."""
    current = EmbedHost.objects.select_for_update().filter(pk=row.pk).first()
    if current is not None:
        record("embed_host.removed", current, by=by, at=at, host=current.host)
        current.delete()

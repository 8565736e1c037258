"""A region whose tables cannot be brought to the code's is not served by that code, until a later run brings it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tenants.engine.code import code_state
from tenants.lookup import forget_cards
from tenants.models import Region
from tenants.operators.record import record_deed

LONGEST = 2000


@transaction.atomic
def set_aside(region: Region, *, because: str, by: str, at: datetime) -> None:
    """Its visitors get a page that says so; its data stay as they were. Code of the state before goes on serving."""
    Region.objects.filter(pk=region.pk).update(
        set_aside_for=code_state(), set_aside_at=at, set_aside_because=because[:LONGEST], version=F("version") + 1
    )
    record_deed("region.set_aside", region.name, by=by, at=at, region_id=region.pk, error=because[:LONGEST])
    transaction.on_commit(forget_cards)


@transaction.atomic
def take_back(region: Region, *, by: str, at: datetime) -> None:
    """It fits the code now. Says nothing of a region that was never set aside."""
    was = Region.objects.filter(pk=region.pk).exclude(set_aside_for="")
    if was.update(set_aside_for="", set_aside_at=None, set_aside_because="", version=F("version") + 1):
        record_deed("region.taken_back", region.name, by=by, at=at, region_id=region.pk)
        transaction.on_commit(forget_cards)

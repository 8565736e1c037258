"""Roll back an interrupted import: delete its schema, role, files and region row."""

from __future__ import annotations

from django.db import transaction

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.media import drop_media
from tenants.models import Domain, Region, Status, Step
from tenants.regions.lookup import forget_cards


def is_interrupted(region: Region) -> bool:
    """Whether it was begun and never served. ``tenants.signup`` rolls back the regions that signed up itself."""
    return region.status == Status.PROVISIONING and not hasattr(region, "application")


def roll_back(region: Region) -> None:
    """Idempotent: after an interruption the next call finishes it."""
    with stepping_into(None):
        if region.status != Status.PROVISIONING:
            raise AssertionError("Only a region that was never served is rolled back.")
        drop_media(region.card())
        roles.drop(region.schema_name)
        with transaction.atomic():
            Step.objects.filter(region=region).delete()
            Domain.objects.filter(tenant=region).delete()
            Region.objects.filter(pk=region.pk).delete()
            transaction.on_commit(forget_cards)

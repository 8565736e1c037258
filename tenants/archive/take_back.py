"""Take back what a cut-off import left: afterwards there is no schema, no role, no file and no region of it."""

from __future__ import annotations

from django.db import transaction

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.media import drop_media
from tenants.lookup import forget_cards
from tenants.models import Domain, Region, Status, Step


def is_cut_off(region: Region) -> bool:
    """Begun and never served; regions that signed up belong to ``tenants.signup``, which takes care of them itself."""
    return region.status == Status.PROVISIONING and not hasattr(region, "application")


def take_back(region: Region) -> None:
    """Repeatable: cut off halfway, the next try takes it up again."""
    with stepping_into(None):
        if region.status != Status.PROVISIONING:
            raise AssertionError("Only a region that never stood is taken back.")
        drop_media(region.card())
        roles.drop(region.schema_name)
        with transaction.atomic():
            Step.objects.filter(region=region).delete()
            Domain.objects.filter(tenant=region).delete()
            Region.objects.filter(pk=region.pk).delete()
            transaction.on_commit(forget_cards)

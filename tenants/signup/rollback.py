"""Take back what a failed provisioning left: afterwards there is no schema, no role, no file and no region of it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tenants.engine import roles
from tenants.engine.media import drop_media
from tenants.logbook.record import SYSTEM, log_operation
from tenants.models import Domain, Region, Status, Step
from tenants.regions.lookup import forget_cards
from tenants.signup.models import Application


def roll_back(application: Application) -> None:
    """Repeatable: cut off halfway, the next sweep takes it up again. The application stays, with the reason."""
    region = Region.objects.prefetch_related("domains").filter(pk=application.region_id).first()
    if region is not None:
        if region.status != Status.PROVISIONING:
            raise AssertionError("Only a region that never stood is rolled back.")
        drop_media(region.card())
        roles.drop(region.schema_name)
    at = timezone.now()
    with transaction.atomic():
        if region is not None:
            # Steps protect their region from a careless deletion; this one never was served.
            Step.objects.filter(region=region).delete()
            Domain.objects.filter(tenant=region).delete()
            Region.objects.filter(pk=region.pk).delete()
            forget_cards()
        application.stages.all().delete()
        Application.objects.filter(pk=application.pk).update(failed_at=at, region=None)
        log_operation(
            "application.rolled_back",
            application.name,
            by=SYSTEM,
            at=at,
            application=application.pk,
            error=application.last_error,
        )

"""A deleted region's label and host stay reserved for ``LABEL_HOLD_DAYS``: old links must not lead to strangers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from kreislauf.regions import stepping_into
from tenants.logbook.record import SYSTEM, log_operation
from tenants.models import Domain, Region, Status
from tenants.regions.lookup import forget_cards

# Nobody can apply for such a label: applied labels have no two hyphens in a row.
RELEASED = "frei--"


def release_labels(*, at: datetime) -> list[str]:
    """Release the labels whose hold is over. The region's row stays, under a label that nobody can take."""
    with stepping_into(None):
        return [label for region in _hold_over(at) if (label := _release(region.pk, at=at))]


def _hold_over(at: datetime) -> list[Region]:
    before = at - timedelta(days=settings.LABEL_HOLD_DAYS)
    return list(
        Region.objects.filter(status=Status.GONE)
        .exclude(label__startswith=RELEASED)
        .exclude(steps__status=Status.GONE, steps__at__gt=before)
        .filter(steps__status=Status.GONE)
        .exclude(departures__finished_at__isnull=True, departures__began_at__isnull=False)
        .distinct()
    )


@transaction.atomic
def _release(pk: int, *, at: datetime) -> str:
    region = Region.objects.select_for_update().get(pk=pk)
    label = region.label
    Domain.objects.filter(tenant=region).delete()
    Region.objects.filter(pk=pk).update(label=f"{RELEASED}{pk}", schema_name=f"r_frei__{pk}")
    log_operation("region.label_released", region.name, by=SYSTEM, at=at, region_id=pk, label=label)
    transaction.on_commit(forget_cards)
    return label

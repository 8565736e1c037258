"""The platform's second line: what regions have not done in time, counted each hour from inside."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min

from kreislauf.house import declared
from kreislauf.regions import current_region, stepping_into
from kreislauf.slices import Overdue, Text
from tenants.models import Region
from tenants.operators import emails
from tenants.operators.models import RegionOverdue
from tenants.regions.regions_with import regions_with


def regions_to_count(at: datetime) -> list[Region]:
    """In which something is overdue, or was when they were counted last."""
    found = regions_with(*(one.rows(at) for one in _overdue().values()))
    known = {region.pk for region in found}
    stale = Region.objects.with_schema().for_cards().filter(overdue__isnull=False).exclude(pk__in=known)
    return [*found, *stale.distinct()]


def count_overdue(*, at: datetime) -> None:
    """Runs inside the region. Operators get a mail when something becomes overdue, and none while it stays so."""
    region = current_region()
    counted = {
        name: one.rows(at).order_by().aggregate(number=Count("pk"), since=Min(one.since))
        for name, one in _overdue().items()
    }
    with stepping_into(None), transaction.atomic():
        RegionOverdue.objects.filter(region_id=region.id).exclude(
            name__in=[name for name, found in counted.items() if found["number"]]
        ).delete()
        for name, found in counted.items():
            if found["number"]:
                row, is_new = RegionOverdue.objects.update_or_create(region_id=region.id, name=name, defaults=found)
                if is_new:
                    emails.overdue.queue(row, to=settings.OPERATOR_EMAIL)


def overdue_title(name: str) -> Text:
    """Of one that no room declares any more: its name."""
    one = _overdue().get(name)
    return one.title if one else name


def _overdue() -> dict[str, Overdue]:
    return declared("overdue")

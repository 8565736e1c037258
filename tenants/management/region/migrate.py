from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils import timezone

from kreislauf.regions import stepping_into
from tenants.engine.prepare import migrate_schema
from tenants.management.region import Options, Told, region_of
from tenants.models import Region
from tenants.operators.about import condition_of
from tenants.operators.record import record_deed

HELP = "bring regions to the code's tables; one that fails is told and left as it is, the others go on"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("label", nargs="*", help="all regions without one")


def run(options: Options, *, told: Told, by: str) -> None:
    with stepping_into(None):
        regions = [region_of(label) for label in options["label"]]
        regions = regions or list(Region.objects.with_schema().prefetch_related("domains").order_by("label"))
    failed = [
        region.label
        for number, region in enumerate(regions, 1)
        if not _one(region, f"{number}/{len(regions)}", told, by)
    ]
    if failed:
        raise CommandError(f"Failed: {', '.join(failed)}. The others are done; try again when the cause is gone.")


def _one(region: Region, place: str, told: Told, by: str) -> bool:
    with stepping_into(None):
        condition = condition_of(region)
    if condition is not None and not condition.behind:
        told(f"  {place}  {region.label}: up to date")
        return True
    try:
        migrate_schema(region.schema_name)
    except Exception as problem:
        told(f"  {place}  {region.label}: {type(problem).__name__}: {problem}")
        return False
    behind = condition.behind if condition else 0
    with stepping_into(None):
        record_deed("region.migrated", region.name, by=by, at=timezone.now(), region_id=region.pk, migrations=behind)
    told(f"  {place}  {region.label}: {behind} migrations done")
    return True

"""Bringing regions to the code's migrations, our way and the stock way."""

from __future__ import annotations

from django.core.management import call_command


def ours(labels: list[str], behind: int) -> None:
    """Bring these regions along. Refuses where not exactly ``behind`` of them had to move."""
    from tenants.fleet.migrate import migrate_fleet
    from tenants.models import Region

    regions = list(Region.objects.with_schema().filter(label__in=labels).order_by("label"))
    result = migrate_fleet(regions, by="bench")
    if (len(regions), len(result.done), result.failed) != (len(labels), behind, {}):
        raise AssertionError(f"{len(result.done)} of {len(regions)} moved: {result}"[:2000])


def stock(schemas: list[str]) -> None:
    for schema in schemas:
        call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)

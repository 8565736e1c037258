"""Facts about regions for operators: size of the schema, migrations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, router

from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_migrations, code_state
from tenants.models import Region

SIZES = (
    "SELECT n.nspname::text, coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint,"
    " count(*) FILTER (WHERE c.relkind = 'r')"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = ANY (%s::text[]) AND c.relkind IN ('r', 'S') GROUP BY n.nspname"
)


@dataclass(frozen=True)
class RegionFacts:
    """Size of a region's schema, the migrations of the code that it lacks, and the last one that it has.

    That one is of an app with tables in the region: the others are noted there, too, and change nothing.
    """

    bytes_used: int
    tables: int
    missing: list[str]
    latest: str


@dataclass(frozen=True)
class RegionSummary:
    """For a list: the size of the schema, ``None`` without one, and whether its migrations are the code's."""

    bytes_used: int | None
    up_to_date: bool


def region_facts(region: Region) -> RegionFacts | None:
    """``None`` without a schema. Sizes come from the catalogue, migrations from the region's own table."""
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute(SIZES, [[region.schema_name]])
        _, size, tables = cursor.fetchone() or ("", 0, 0)
    if not tables:
        return None
    with stepping_into(region.card()), connections["default"].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id DESC")
        done = cursor.fetchall()
        own = {config.label for config in apps.get_app_configs() if router.allow_migrate("owner", config.label)}
    return RegionFacts(
        bytes_used=int(size),
        tables=int(tables),
        missing=[_in_words(app, name) for app, name in sorted(code_migrations() - set(done))],
        latest=next((_in_words(app, name) for app, name in done if app in own), ""),
    )


def _in_words(app: str, name: str) -> str:
    """``vouchers 0015 sold of any length``: read by people, and broken between words."""
    return f"{app} {name.replace('_', ' ')}"


def region_summaries(regions: Sequence[Region]) -> dict[str, RegionSummary]:
    """By schema, in two queries for all regions."""
    schemas = [region.schema_name for region in regions]
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute(SIZES, [schemas])
        sizes = {schema: int(size) for schema, size, tables in cursor.fetchall() if tables}
    behind = set(schemas_behind(schemas))
    return {schema: RegionSummary(bytes_used=sizes.get(schema), up_to_date=schema not in behind) for schema in schemas}


def schemas_behind(schemas: Sequence[str]) -> list[str]:
    """The schemas whose migrations are not the code's; see ``operators.0003_region_states``."""
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute("SELECT region, state FROM operators_region_states(%s::text[])", [list(schemas)])
        return [schema for schema, state in cursor.fetchall() if state != code_state()]

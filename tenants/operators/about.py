"""What an operator wants to know of regions without entering them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connections

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
class Condition:
    """How large a region's schema is, and how many migrations of the code it lacks; ``latest`` has the last ones."""

    bytes_used: int
    tables: int
    behind: int
    latest: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """What a list tells of a region: the size of its schema, none without one, and whether it fits the code."""

    bytes_used: int | None
    fits: bool


def condition_of(region: Region) -> Condition | None:
    """Nothing where there is no schema. Sizes come from the catalogue, the migrations from the region's own table."""
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute(SIZES, [[region.schema_name]])
        _, size, tables = cursor.fetchone() or ("", 0, 0)
    if not tables:
        return None
    with stepping_into(region.card()), connections["default"].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id DESC")
        done = cursor.fetchall()
    return Condition(
        bytes_used=int(size),
        tables=int(tables),
        behind=len(code_migrations() - set(done)),
        latest=[f"{app} {name}" for app, name in done[:3]],
    )


def lines_of(regions: Sequence[Region]) -> dict[str, Line]:
    """By schema, in two questions for all of them."""
    schemas = [region.schema_name for region in regions]
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute(SIZES, [schemas])
        sizes = {schema: int(size) for schema, size, tables in cursor.fetchall() if tables}
    behind = set(behind_of(schemas))
    return {schema: Line(bytes_used=sizes.get(schema), fits=schema not in behind) for schema in schemas}


def behind_of(schemas: Sequence[str]) -> list[str]:
    """Those that stand and whose migrations are not the code's; see ``operators.0003_region_states``."""
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute("SELECT region, state FROM operators_region_states(%s::text[])", [list(schemas)])
        return [schema for schema, state in cursor.fetchall() if state != code_state()]

"""What an operator wants to know of a region without entering it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections

from kreislauf.regions import stepping_into
from tenants.engine.code import code_migrations
from tenants.models import Region


@dataclass(frozen=True)
class Condition:
    """How large a region's schema is, and how many migrations of the code it lacks."""

    bytes_used: int
    tables: int
    behind: int


def condition_of(region: Region) -> Condition | None:
    """Nothing where there is no schema. Sizes come from the catalogue, the migrations from the region's own table."""
    with stepping_into(None), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint, count(*) FILTER (WHERE c.relkind = 'r')"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = %s AND c.relkind IN ('r', 'S')",
            [region.schema_name],
        )
        size, tables = cursor.fetchone() or (0, 0)
    if not tables:
        return None
    with stepping_into(region.card()), connections["default"].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        done = set(cursor.fetchall())
    return Condition(bytes_used=int(size), tables=int(tables), behind=len(code_migrations() - done))

"""Query all regions at once: which ones have rows to work on?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state
from tenants.engine.schemas import AT_ONCE
from tenants.models import Region


def regions_with(*wanted: QuerySet[Any]) -> list[Region]:
    """The served regions in which one of the querysets has a row. For workers only: the web has no right to it.

    A thousand regions take a few queries instead of a thousand tasks. Quarantined regions are left out, because their
    tables may differ. Each queryset must be of one table.
    """
    with stepping_into(None):
        regions = Region.objects.with_schema().exclude(quarantined_for=code_state()).for_cards()
        by_schema = {region.schema_name: region for region in regions}
        found: list[str] = []
        with connections["owner"].cursor() as cursor:
            schemas = sorted(by_schema)
            for start in range(0, len(schemas), AT_ONCE):
                query, values = _query(schemas[start : start + AT_ONCE], wanted)
                cursor.execute(query, values)
                found += [schema for (schema,) in cursor.fetchall()]
    return [by_schema[schema] for schema in found]


def _query(schemas: Sequence[str], wanted: Sequence[QuerySet[Any]]) -> tuple[str, list[Any]]:
    parts, values = [], list[Any]()
    for schema in schemas:
        conditions = []
        for queryset in wanted:
            text, given = queryset.using("owner").query.exists().get_compiler("owner").as_sql()
            table = queryset.model._meta.db_table
            place = sql.Identifier(schema, table).as_string(None)
            conditions.append("EXISTS (" + text.replace(f'"{table}"', place) + ")")
            values += given
        parts.append(f"SELECT {sql.Literal(schema).as_string(None)} WHERE {' OR '.join(conditions)}")
    return "\nUNION ALL\n".join(parts), values

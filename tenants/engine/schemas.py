"""The recorded migrations of many schemas, compared with the code's in one query for hundreds of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connections
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state

# Sorted as Python sorts, whatever the database's collation.
STATE = """
SELECT {name}, md5(coalesce(string_agg(app || '.' || name, E'\\n' ORDER BY app COLLATE "C", name COLLATE "C"), ''))
FROM {schema}.django_migrations"""


EXISTING = """
SELECT name FROM unnest(%s::text[]) name WHERE to_regclass(format('%%I.django_migrations', name)) IS NOT NULL"""
AT_ONCE = 250  # schemas per query: planning takes longer with each table, and each table is locked for a moment


def behind(schemas: Sequence[str]) -> list[str]:
    """Those of ``schemas`` whose recorded migrations are not exactly the code's, in their order."""
    known, wanted = states(schemas), code_state()
    return [schema for schema in schemas if known[schema] != wanted]


def states(schemas: Sequence[str]) -> dict[str, str]:
    """A digest of each schema's recorded migrations, empty if there are none; the code's is ``code_state``."""
    found = dict.fromkeys(schemas, "")
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(EXISTING, [list(schemas)])
        existing = [schema for (schema,) in cursor.fetchall()]
        for start in range(0, len(existing), AT_ONCE):
            parts = [
                sql.SQL(STATE).format(name=sql.Literal(schema), schema=sql.Identifier(schema))
                for schema in existing[start : start + AT_ONCE]
            ]
            cursor.execute(sql.SQL("\nUNION ALL\n").join(parts))
            found |= dict(cursor.fetchall())
    return found

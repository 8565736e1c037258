"""Which regions are behind the code's migrations: one question for hundreds of them, whatever their number."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connections
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine.code_version import code_state

# Sorted as the code sorts, whatever the database's own order of letters.
STATE = """
SELECT {name}, md5(coalesce(string_agg(app || '.' || name, E'\\n' ORDER BY app COLLATE "C", name COLLATE "C"), ''))
FROM {schema}.django_migrations"""


STANDING = """
SELECT name FROM unnest(%s::text[]) name WHERE to_regclass(format('%%I.django_migrations', name)) IS NOT NULL"""
AT_ONCE = 250  # schemas to a question: planning grows with the number of tables, and each is locked for a moment


def behind(schemas: Sequence[str]) -> list[str]:
    """Those of ``schemas`` whose recorded migrations are not exactly the code's, in the order given."""
    known, wanted = states(schemas), code_state()
    return [schema for schema in schemas if known[schema] != wanted]


def states(schemas: Sequence[str]) -> dict[str, str]:
    """The digest of each schema's recorded migrations, empty where there is none; the code's is ``code_state``."""
    found = dict.fromkeys(schemas, "")
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(STANDING, [list(schemas)])
        standing = [schema for (schema,) in cursor.fetchall()]
        for start in range(0, len(standing), AT_ONCE):
            parts = [
                sql.SQL(STATE).format(name=sql.Literal(schema), schema=sql.Identifier(schema))
                for schema in standing[start : start + AT_ONCE]
            ]
            cursor.execute(sql.SQL("\nUNION ALL\n").join(parts))
            found |= dict(cursor.fetchall())
    return found

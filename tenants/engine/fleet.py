"""Which regions are behind the code's migrations: one question for all of them, answered in one round trip."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connections
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine.code import code_state

# Sorted as the code sorts, whatever the database's own order of letters.
STATE = """
SELECT {name}, md5(coalesce(string_agg(app || '.' || name, E'\\n' ORDER BY app COLLATE "C", name COLLATE "C"), ''))
FROM {schema}.django_migrations"""


def behind(schemas: Sequence[str]) -> list[str]:
    """Those of ``schemas`` whose recorded migrations are not exactly the code's, in the order given."""
    if not schemas:
        return []
    question = sql.SQL("\nUNION ALL\n").join(
        sql.SQL(STATE).format(name=sql.Literal(schema), schema=sql.Identifier(schema)) for schema in schemas
    )
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(question)
        states = dict(cursor.fetchall())
    wanted = code_state()
    return [schema for schema in schemas if states[schema] != wanted]

"""Checks of the database connection before requests are served."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connections

from kreislauf.regions import stepping_into

ROUNDS = 5
PROBE = "kreislauf.probe"  # a setting of our own that nothing reads
# Rights that harden.sql revokes: with them, injected SQL could reach from one region into another.
RISKY_RIGHTS = """
SELECT count(*) FROM unnest(ARRAY[
  'set_config(text, text, boolean)', 'query_to_xml(text, boolean, boolean, text)', 'ts_stat(text)', 'lo_create(oid)'
]) AS name WHERE has_function_privilege('r_public', name, 'EXECUTE')
"""


class TransactionPooling(Exception):
    """Statements of one connection run on several server connections: a region could get another's rows."""


def refuse_transaction_pooling() -> None:
    """Use two connections at once, as two requests do. Refuses with ``TransactionPooling``.

    A pool that reassigns server connections after each transaction gives both the same one, gives one of them several,
    or loses a setting.
    """
    with stepping_into(None):
        params = connections["default"].get_connection_params()
    params.pop("cursor_factory", None)
    params.setdefault("connect_timeout", 10)
    with psycopg.connect(**params, autocommit=True) as one, psycopg.connect(**params, autocommit=True) as other:
        for number in range(ROUNDS):
            _probe(one, other, number)
            _probe(other, one, number)


def _probe(one: psycopg.Connection[Any], other: psycopg.Connection[Any], number: int) -> None:
    one.execute(f"SET {PROBE} = '{number}'")
    before = _server(one)
    with other.transaction():
        taken = _server(other)
        after = _server(one)
    if not (before == after and before[1] == str(number) and taken[0] != before[0]):
        raise TransactionPooling(
            "The database's connection pool works by transaction or by statement. Kreislauf needs PgBouncer's"
            " pool_mode = session, or no pool; see deploy/isolation.md."
        )


def _server(connection: psycopg.Connection[Any]) -> tuple[int, str]:
    ((pid, probe),) = connection.execute(f"SELECT pg_backend_pid(), current_setting('{PROBE}', true)").fetchall()
    return pid, probe


def is_hardened() -> bool:
    """Whether a superuser has run harden.sql in this database."""
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(RISKY_RIGHTS)
        return bool(cursor.fetchone() == (0,))

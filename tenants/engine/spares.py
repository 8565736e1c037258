"""Spare regions, made before anybody asks: taking one is a rename.

A spare is a schema with a role of its name and a mark, its comment, written in the transaction that made it. There is
no table of them: what has no mark, or another than this code's, is nobody's and goes.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.code import code_state
from tenants.engine.template import make_schema

PREFIX = "r_vorrat__"  # no region's: a label has no two hyphens in a row
NAMES = f"^{PREFIX}[0-9a-f]{{8}}$"
# Advisory locks: who takes or drops a spare does so alone, for milliseconds; one process at a time makes new ones.
TAKING, MAKING = 7_316_011, 7_316_012


@dataclass(frozen=True)
class Stock:
    """Spares by name: those that this code may hand out, and those that only wait to be cleared away."""

    ready: list[str]
    useless: list[str]


def take_spare(schema: str) -> bool:
    """Let a spare become the region's schema and role, wholly or not at all. False where there is none that fits."""
    with _alone(TAKING) as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [schema])
        if cursor.fetchone() is not None:
            return False  # a role of that name lives in another database of this server: the template copes with it
        ready = _stock(cursor).ready
        if not ready:
            return False
        spare = ready[0]
        for kind in ("SCHEMA", "ROLE"):
            _run(cursor, f"ALTER {kind} {{spare}} RENAME TO {{schema}}", spare=spare, schema=schema)
        _run(cursor, "COMMENT ON SCHEMA {schema} IS NULL", schema=schema)
        _rename_inside_functions(cursor, spare, schema)
        roles.create(schema)
    return True


def top_up(wanted: int) -> int:
    """Clear away what is useless or too much, then make what is missing. How many were made; one process at a time."""
    with _if_nobody_else(MAKING) as mine:
        if not mine:
            return 0
        stock = stock_of_spares()
        for name in [*stock.useless, *stock.ready[wanted:]]:
            _drop(name)
        missing = range(wanted - len(stock.ready))
        for _ in missing:
            make_schema(f"{PREFIX}{secrets.token_hex(4)}", mark=mark())
        return len(missing)


def stock_of_spares(*, using: str = "owner") -> Stock:
    """The catalogue tells everybody: the web's powerless login may ask, too."""
    with stepping_into(None), connections[using].cursor() as cursor:
        return _stock(cursor)


def mark() -> str:
    """What a spare must say to be handed out: these migrations, these rights."""
    rights = hashlib.md5(roles.grants(PREFIX).encode(), usedforsecurity=False).hexdigest()
    return f"{code_state()} {rights}"


def _stock(cursor: Any) -> Stock:
    """Half a spare counts as useless: a schema without its mark, a role that nothing belongs to. A region never does.

    A role with something of its own but no schema here is the spare of another database of this server.
    """
    cursor.execute(
        "SELECT name, obj_description(to_regnamespace(name), 'pg_namespace') FROM ("
        " SELECT nspname::text AS name FROM pg_namespace UNION SELECT rolname::text FROM pg_roles r WHERE NOT EXISTS ("
        "  SELECT FROM pg_shdepend d WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid)) names"
        " WHERE name ~ %s AND NOT EXISTS (SELECT FROM tenants_region r WHERE r.schema_name = names.name) ORDER BY name",
        [NAMES],
    )
    found, right = cursor.fetchall(), mark()
    return Stock([name for name, said in found if said == right], [name for name, said in found if said != right])


def _drop(name: str) -> None:
    """Unless somebody has taken it in the meantime."""
    with _alone(TAKING) as cursor:
        stock = _stock(cursor)
        if name in stock.ready + stock.useless:
            roles.drop(name)


def _rename_inside_functions(cursor: Any, old: str, new: str) -> None:
    """Functions keep texts, not references: the path that they run with, and their bodies."""
    cursor.execute(
        "SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = %s::regnamespace"
        " AND p.prokind IN ('f', 'p') AND strpos(pg_get_functiondef(p.oid), %s) > 0",
        [new, old],
    )
    for (text,) in cursor.fetchall():
        cursor.execute(text.replace(old, new))


@contextmanager
def _alone(lock: int) -> Iterator[Any]:
    """A transaction on the owner's connection that others of the same lock wait for."""
    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
        yield cursor


@contextmanager
def _if_nobody_else(lock: int) -> Iterator[bool]:
    """The lock ends with our connection, so that a killed process blocks nobody."""
    connection = connections["owner"]
    with stepping_into(None):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
            (mine,) = cursor.fetchone()
        try:
            yield bool(mine)
        finally:
            if mine:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


def _run(cursor: Any, statement: str, **names: str) -> None:
    cursor.execute(sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()}))

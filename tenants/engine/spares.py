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

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.code_version import code_state
from tenants.engine.template import make_schema

PREFIX = "r_vorrat__"  # no region's: a label has no two hyphens in a row
NAMES = f"^{PREFIX}[0-9a-f]{{8}}$"
# Advisory locks: who takes or drops a spare does so alone, for milliseconds; one process at a time makes new ones.
TAKING, MAKING = 7_316_011, 7_316_012

# One round trip. A role of the wanted name may live in another database of this server: the template copes with that.
# Functions keep texts, not references: the path that they run with, and their bodies. Indexes find them, and the spare,
# whatever the number of regions: a look through all functions of the database took longer than the rest.
TAKE = r"""
DO $take$
DECLARE spare text; definition text;
BEGIN
  PERFORM pg_advisory_xact_lock({lock}::bigint);
  SELECT n.nspname INTO spare FROM pg_namespace n
  WHERE n.nspname >= {prefix}::name AND n.nspname < {beyond}::name AND n.nspname ~ {names}
    AND obj_description(n.oid, 'pg_namespace') = {mark}
    AND NOT EXISTS (SELECT FROM public.tenants_region r WHERE r.schema_name = n.nspname)
  LIMIT 1;
  IF spare IS NULL OR EXISTS (SELECT FROM pg_roles WHERE rolname = {schema}) THEN
    SET LOCAL kreislauf.spare = '';
    RETURN;
  END IF;
  EXECUTE format('ALTER SCHEMA %I RENAME TO %I', spare, {schema});
  EXECUTE format('ALTER ROLE %I RENAME TO %I', spare, {schema});
  EXECUTE format('COMMENT ON SCHEMA %I IS NULL', {schema});
  SET LOCAL check_function_bodies = off;
  FOR definition IN
    SELECT pg_get_functiondef(p.oid) FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid AND p.prokind IN ('f', 'p')
    WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = {schema}::regnamespace
      AND d.classid = 'pg_proc'::regclass
  LOOP
    EXECUTE replace(definition, spare, {schema});
  END LOOP;
  EXECUTE format('SET LOCAL kreislauf.spare = %L', spare);
END $take$
"""


@dataclass(frozen=True)
class Stock:
    """Spares by name: those that this code may hand out, and those that only wait to be cleared away."""

    ready: list[str]
    useless: list[str]


def take_spare(schema: str) -> bool:
    """Let a spare become the region's schema and role, wholly or not at all. False where there is none that fits."""
    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(_filled(TAKE, schema=schema))
        cursor.execute("SELECT coalesce(current_setting('kreislauf.spare', true), '') <> ''")
        (taken,) = cursor.fetchone()
        if taken and settings.STRICT_ISOLATION:
            roles.create(schema)  # its password is made from its name
    return bool(taken)


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
    """What a spare must say to be handed out: these migrations, these rights, this way in."""
    rights = f"{settings.STRICT_ISOLATION} {roles.grants(PREFIX)}"
    return f"{code_state()} {hashlib.md5(rights.encode(), usedforsecurity=False).hexdigest()}"


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


def _filled(text: str, **values: str) -> str:
    given = {"prefix": PREFIX, "beyond": f"{PREFIX}g", "names": NAMES, "mark": mark(), "lock": str(TAKING)} | values
    return sql.SQL(text).format(**{name: sql.Literal(value) for name, value in given.items()}).as_string(None)

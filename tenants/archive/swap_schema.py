"""Put a filled schema in the place of a region's own, in one transaction."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.rename import rename_schema

# An archive does not hold these; a region that stays on its platform keeps them.
# By way of this process: the two schemas may be on two servers.
PASSWORDS = """
UPDATE {fresh}.accounts_user AS new SET password = old.password
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS old (id, email, password)
WHERE old.id = new.id AND old.email = lower(new.email)"""
TOKENS = """
INSERT INTO {fresh}.accounts_apitoken ({columns}) OVERRIDING SYSTEM VALUE
SELECT {columns} FROM {own}.accounts_apitoken"""
LOCK_TIMEOUT = "30s"


def swap_schema(own: str, *, fresh: str, former: str) -> None:
    """Rename ``own`` to ``former`` and ``fresh`` to ``own``. Waits up to 30 s for transactions that are writing."""
    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [own])
        tables = sql.SQL(", ").join(sql.Identifier(own, name) for (name,) in cursor.fetchall())
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(tables))
        _copy_credentials(cursor, own=own, fresh=fresh)
        _advance_sequences(cursor, own=own, fresh=fresh)
        rename_schema(cursor, own, former)
        rename_schema(cursor, fresh, own)
        _regrant(cursor, own, fresh=fresh, former=former)


def _copy_credentials(cursor: Any, *, own: str, fresh: str) -> None:
    names = {"own": sql.Identifier(own), "fresh": sql.Identifier(fresh)}
    cursor.execute(sql.SQL("SELECT id, lower(email), password FROM {own}.accounts_user").format(**names))
    people = cursor.fetchall()
    cursor.execute(sql.SQL(PASSWORDS).format(**names), [[row[place] for row in people] for place in range(3)])
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [f"{own}.accounts_apitoken"],
    )
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
    cursor.execute(sql.SQL(TOKENS).format(columns=columns, **names))


def _advance_sequences(cursor: Any, *, own: str, fresh: str) -> None:
    """Numbers that were assigned after the archive was written are not assigned again."""
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s", [own])
    counted = {name: last for name, last in cursor.fetchall() if last is not None}
    cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = %s", [fresh])
    for name, last in cursor.fetchall():
        if counted.get(name, 0) > last:
            text = sql.Identifier(fresh, name).as_string(None)
            cursor.execute("SELECT setval(%s::regclass, %s)", [text, counted[name]])


def _regrant(cursor: Any, own: str, *, fresh: str, former: str) -> None:
    """Give the region's role the new schema instead of the former one; drop the new schema's own role."""
    roles.grant(own)
    for statement in (
        "REVOKE ALL ON SCHEMA {former} FROM {own}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA {former} FROM {own}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {former} FROM {own}",
        "REVOKE ALL ON SCHEMA {own} FROM {fresh}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA {own} FROM {fresh}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {own} FROM {fresh}",
        "DROP ROLE {fresh}",
    ):
        names = {"own": sql.Identifier(own), "fresh": sql.Identifier(fresh), "former": sql.Identifier(former)}
        cursor.execute(sql.SQL(statement).format(**names))

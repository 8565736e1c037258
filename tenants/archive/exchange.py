"""Put a filled schema in the place of a region's own, in one transaction."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.rename import rename_schema

# What an archive leaves out and a region that stays on the same platform keeps.
PASSWORDS = """
UPDATE {fresh}.accounts_user AS new SET password = old.password FROM {own}.accounts_user AS old
WHERE old.id = new.id AND lower(old.email) = lower(new.email)"""
TOKENS = """
INSERT INTO {fresh}.accounts_apitoken ({columns}) OVERRIDING SYSTEM VALUE
SELECT {columns} FROM {own}.accounts_apitoken"""
PATIENCE = "30s"


def exchange(own: str, *, fresh: str, kept: str) -> None:
    """``fresh`` becomes ``own``, which becomes ``kept`` and is nobody's. Who is writing is waited for, 30 s long."""
    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [own])
        tables = sql.SQL(", ").join(sql.Identifier(own, name) for (name,) in cursor.fetchall())
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(tables))
        _keep_ways_in(cursor, own=own, fresh=fresh)
        _count_on(cursor, own=own, fresh=fresh)
        rename_schema(cursor, own, kept)
        rename_schema(cursor, fresh, own)
        _give(cursor, own, fresh=fresh, kept=kept)


def _keep_ways_in(cursor: Any, *, own: str, fresh: str) -> None:
    names = {"own": sql.Identifier(own), "fresh": sql.Identifier(fresh)}
    cursor.execute(sql.SQL(PASSWORDS).format(**names))
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [f"{own}.accounts_apitoken"],
    )
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
    cursor.execute(sql.SQL(TOKENS).format(columns=columns, **names))


def _count_on(cursor: Any, *, own: str, fresh: str) -> None:
    """Numbers that were given since the archive was written are not given a second time."""
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s", [own])
    counted = {name: last for name, last in cursor.fetchall() if last is not None}
    cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = %s", [fresh])
    for name, last in cursor.fetchall():
        if counted.get(name, 0) > last:
            text = sql.Identifier(fresh, name).as_string(None)
            cursor.execute("SELECT setval(%s::regclass, %s)", [text, counted[name]])


def _give(cursor: Any, own: str, *, fresh: str, kept: str) -> None:
    """The region's role gets the new schema and loses the old one; the role that the new one was made with goes."""
    roles.grant(own)
    for statement in (
        "REVOKE ALL ON SCHEMA {kept} FROM {own}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA {kept} FROM {own}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {kept} FROM {own}",
        "REVOKE ALL ON SCHEMA {own} FROM {fresh}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA {own} FROM {fresh}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {own} FROM {fresh}",
        "DROP ROLE {fresh}",
    ):
        names = {"own": sql.Identifier(own), "fresh": sql.Identifier(fresh), "kept": sql.Identifier(kept)}
        cursor.execute(sql.SQL(statement).format(**names))

"""A word planted in every text of the neighbour and of the platform, and all places where it must not turn up."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.core import mail
from psycopg import sql

from kreislauf.observability import JsonFormatter
from tests.afterwards import KEPT, KEPT_PUBLIC
from tests.plugin.servers import SERVERS

CANARY = "Kanarienvogel7f3a"
TEXTS = ("text", "character varying", "jsonb", "ARRAY")
# A value for a column of a table in which the neighbour has no row yet.
VALUES = {
    "bigint": "4711",
    "integer": "4711",
    "smallint": "1",
    "boolean": "false",
    "date": "current_date",
    "timestamp with time zone": "now()",
    "time without time zone": "'12:00'",
    "uuid": "gen_random_uuid()",
    "double precision": "1",
    "numeric": "1",
    "bytea": "'here'",
    "jsonb": f"""'"{CANARY}"'""",
    "inet": "'127.0.0.1'",
    "interval": "'1 day'",
}


@contextmanager
def administrator() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")  # past the ledger's triggers and all references
        yield admin


def plant(schema: str, *, but_of: int = 0) -> tuple[set[str], set[str]]:
    """The word into every text of every row, and a row where there is none. Columns that took it, and that did not.

    In the platform's tables, what belongs to the region ``but_of`` stays as it is.
    """
    took, refused = set(), set()
    with administrator() as admin:
        for table, columns in tables_of(admin, schema).items():
            name = sql.Identifier(schema, table)
            owner = next((column for column in ("region_id", "tenant_id", "origin_id") if column in columns), "")
            if admin.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(name)).fetchone() is None:
                with suppress(psycopg.Error):
                    admin.execute(_row(name, columns))
            for column, (kind, most, _default) in columns.items():
                if kind not in ("text", "character varying"):
                    continue
                with suppress(psycopg.Error):  # a constraint of its own: a choice, a colour
                    admin.execute(_marked(name, column, most, owner, but_of))
                there = sql.SQL("SELECT 1 FROM {} WHERE {} LIKE {} LIMIT 1")
                has = admin.execute(there.format(name, sql.Identifier(column), f"%{CANARY}%")).fetchone()
                (took if has else refused).add(f"{table}.{column}")
    return took, refused


def tables_of(admin: psycopg.Connection[Any], schema: str) -> dict[str, dict[str, tuple[str, int | None, bool]]]:
    kept = KEPT_PUBLIC if schema == "public" else KEPT
    rows = admin.execute(
        "SELECT table_name, column_name, data_type, character_maximum_length,"
        " column_default IS NOT NULL OR is_identity = 'YES' OR is_nullable = 'YES'"
        " FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_schema = %s AND table_type = 'BASE TABLE'",
        [schema],
    ).fetchall()
    found: dict[str, dict[str, tuple[str, int | None, bool]]] = {}
    for table, column, kind, most, may_lack in rows:
        if table not in kept:
            found.setdefault(table, {})[column] = (kind, most, may_lack)
    return found


def _row(name: sql.Identifier, columns: dict[str, tuple[str, int | None, bool]]) -> sql.Composed:
    needed = {column: (kind, most) for column, (kind, most, may_lack) in columns.items() if not may_lack}
    values = [VALUES.get(kind, f"'{CANARY[:most]}'") for kind, most in needed.values()]
    return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        name, sql.SQL(", ").join(map(sql.Identifier, needed)), sql.SQL(", ".join(values))
    )


def _marked(name: sql.Identifier, column: str, most: int | None, owner: str, but_of: int) -> sql.Composed:
    """The word at the end of what stands there, as far as there is room; never half of it."""
    room = max(0, (most or 10_000) - len(CANARY))
    text = sql.SQL("coalesce({}, '')").format(sql.Identifier(column))
    whose = sql.SQL("{} IS DISTINCT FROM {}").format(sql.Identifier(owner), but_of) if owner else sql.SQL("true")
    return sql.SQL("UPDATE {} SET {} = left({}, {}) || {} WHERE {} NOT LIKE {} AND {}").format(
        name, sql.Identifier(column), text, room, CANARY, text, f"%{CANARY}%", whose
    )


class Places:
    """Everywhere a word could turn up that does not belong to Kiel."""

    def __init__(self, folder: Path) -> None:
        self.answers: list[tuple[str, str]] = []
        self.folder = folder
        self.log = io.StringIO()
        self.handler = logging.StreamHandler(self.log)
        self.handler.setFormatter(JsonFormatter())

    def with_the_canary(self, schema: str) -> set[str]:
        """Where it was found. ``schema`` is the region that must not have it."""
        found = {f"answer: {what}" for what, text in self.answers if shows(text)}
        found |= {f"mail: {letter.subject}" for letter in mail.outbox if shows(_whole(letter))}
        found |= {"log"} if shows(self.log.getvalue()) else set()
        found |= {f"file: {path.name}" for path in self._files(schema) if shows(_read(path))}
        found |= {f"cache: {key}" for key, value in cached(schema).items() if shows(key + value)}
        with administrator() as admin:
            for table in tables_of(admin, schema):
                question = sql.SQL("SELECT 1 FROM {} t WHERE t::text ILIKE {} LIMIT 1")
                if admin.execute(question.format(sql.Identifier(schema, table), f"%{CANARY}%")).fetchone():
                    found.add(f"row: {table}")
        return found

    def _files(self, schema: str) -> list[Path]:
        roots = (Path(settings.MEDIA_ROOT) / schema, self.folder)
        return [path for root in roots for path in root.rglob("*") if path.is_file()]


def shows(text: str) -> bool:
    return CANARY.lower() in text.lower()


def cached(schema: str) -> dict[str, str]:
    """Every entry that is not the neighbour's own; values are JSON or text behind a digest."""
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        found = {}
        for key in valkey.scan_iter("*", count=1000):
            name = key.decode(errors="replace")
            if f":{schema}:" in name or ":r_dortmund:" not in name:
                value = valkey.get(key) if valkey.type(key) == b"string" else str(valkey.dump(key)).encode()
                found[name] = (value or b"").decode(errors="replace")
    return found


def _read(path: Path) -> str:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return "".join(name + archive.read(name).decode(errors="replace") for name in archive.namelist())
    return path.read_bytes().decode(errors="replace")


def _whole(letter: Any) -> str:
    return letter.message().as_string() + letter.body + json.dumps(letter.to)

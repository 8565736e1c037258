"""A region's tables according to the catalogue, and their rows as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from psycopg import sql

from tenants.archive.left_out import COLUMNS, OF_THE_CODE, left_out_tables

COLUMNS_OF = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
  a.attnum = ANY(coalesce(i.indkey::int2[], '{}')) AS in_key
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE n.nspname = %s AND c.relkind IN ('r', 'p')
ORDER BY c.relname COLLATE "C", a.attnum"""
SEQUENCES_OF = """
SELECT c.relname, t.relname, a.attname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
  AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE n.nspname = %s AND c.relkind = 'S' ORDER BY c.relname COLLATE "C" """

REFERENCES_OF = """
SELECT r.relname, t.relname FROM pg_constraint f JOIN pg_namespace n ON n.oid = f.connamespace
JOIN pg_class r ON r.oid = f.conrelid JOIN pg_class t ON t.oid = f.confrelid
WHERE n.nspname = %s AND f.contype = 'f' AND r.oid <> t.oid"""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: str
    required: bool

    @property
    def is_binary(self) -> bool:
        return self.kind == "bytea"

    @property
    def is_json(self) -> bool:
        return self.kind in {"json", "jsonb"}


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` holds the columns of the primary key, by which rows are sorted."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence and the column that takes its values."""

    name: str
    table: str
    column: str


def tables_of(cursor: Any, schema: str) -> list[Table]:
    """The tables that an archive holds, sorted by name."""
    cursor.execute(COLUMNS_OF, [schema])
    columns: dict[str, list[Column]] = {}
    keys: dict[str, list[str]] = {}
    for table, name, kind, required, in_key in cursor.fetchall():
        columns.setdefault(table, []).append(Column(name, kind, required))
        if in_key:
            keys.setdefault(table, []).append(name)
    left_out = OF_THE_CODE | left_out_tables().keys()
    return [
        Table(name, tuple(found), tuple(keys.get(name, ()))) for name, found in columns.items() if name not in left_out
    ]


def by_reference(cursor: Any, tables: dict[str, Table], schema: str) -> list[Table]:
    """Each after those whose rows its own name: a trigger that reads a named row finds it."""
    cursor.execute(REFERENCES_OF, [schema])
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(tables, ()))
    for referring, named in cursor.fetchall():
        order.add(referring, named)
    return [tables[name] for name in order.static_order() if name in tables]


def sequences_of(cursor: Any, schema: str) -> list[Sequence]:
    """The sequences of the tables that an archive holds."""
    archived = {table.name for table in tables_of(cursor, schema)}
    cursor.execute(SEQUENCES_OF, [schema])
    return [Sequence(*row) for row in cursor.fetchall() if row[1] in archived]


def lines_of(cursor: Any, table: Table, *, schema: str) -> Iterator[bytes]:
    """Each row as a line of JSON, secrets replaced, streamed from the server."""
    columns = sql.SQL(", ").join(_value(table, column) for column in table.columns)
    order: list[sql.Composable] = [sql.Identifier(name) for name in table.key] or [sql.SQL('t::text COLLATE "C"')]
    statement = sql.SQL("COPY (SELECT row_to_json(line) FROM (SELECT {} FROM {} t ORDER BY {}) line) TO STDOUT").format(
        columns, sql.Identifier(schema, table.name), sql.SQL(", ").join(order)
    )
    with cursor.copy(statement) as copy:
        for (line,) in copy.rows():
            yield line.encode()


def _value(table: Table, column: Column) -> sql.Composable:
    name = sql.Identifier(column.name)
    replaced = COLUMNS.get((table.name, column.name))
    if replaced is not None:
        return sql.SQL("{}::text AS {}").format(sql.Literal(replaced), name)
    if column.is_binary:
        # PostgreSQL breaks base64 into lines.
        return sql.SQL("replace(encode({}, 'base64'), chr(10), '') AS {}").format(name, name)
    return name

"""An archive's rows into a schema that has its tables and nothing in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, connections, transaction
from psycopg import sql

from kreislauf.regions import stepping_into
from tenants.archive.left_out import COLUMNS
from tenants.archive.reading import Archive, Damaged
from tenants.archive.tables import Column, Table, sequences_of, tables_of

ROWS_AT_ONCE, BYTES_AT_ONCE = 1_000, 4 * 1024**2


def load(archive: Archive, place: Any, *, told: Callable[[str], object] = lambda _: None) -> None:
    """All rows or none, with every constraint and the ledger's sums checked. ``place`` has the ``schema_name``.

    Refuses with ``Damaged`` what the tables do not take.
    """
    schema = place.schema_name
    try:
        with stepping_into(place), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            tables = {table.name: table for table in tables_of(cursor, schema)}
            _check_tables(archive, tables)
            for number, (name, table) in enumerate(tables.items(), 1):
                told(f"Tabelle {number} von {len(tables)}: {name}")
                _fill(cursor, archive, table, schema=schema)
            _count_on(cursor, archive, schema=schema)
            told("Prüfen")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as problem:
        raise Damaged(f"Its rows do not fit the tables: {problem}".strip()) from problem


def _check_tables(archive: Archive, tables: dict[str, Table]) -> None:
    """The tables and columns that the archive was written from are those that it is read into."""
    ours = {name: sorted(column.name for column in table.columns) for name, table in tables.items()}
    theirs = {name: sorted(columns) for name, columns in archive.about["columns"].items()}
    if ours != theirs or set(archive.tables) != set(ours):
        odd = next(name for name in sorted({*ours, *theirs, *archive.tables}) if ours.get(name) != theirs.get(name))
        raise Damaged(f"The table {odd} has other columns here than in the archive.")


def _fill(cursor: Any, archive: Archive, table: Table, *, schema: str) -> None:
    target = sql.Identifier(schema, table.name)
    # No value of the archive's becomes part of a statement: the lines are a parameter, the server reads the JSON.
    statement = sql.SQL(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM json_array_elements(%s::json) AS line(value)"
        " CROSS JOIN LATERAL json_populate_record(NULL::{}, line.value) AS record"
    ).format(
        target,
        sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns),
        sql.SQL(", ").join(_value(table, column) for column in table.columns),
        target,
    )
    for lines in _handfuls(archive.lines(table.name)):
        cursor.execute(statement, [f"[{','.join(lines)}]"])


def _value(table: Table, column: Column) -> sql.Composable:
    field = sql.SQL("record.{}").format(sql.Identifier(column.name))
    replaced = COLUMNS.get((table.name, column.name))
    if replaced is not None:
        return sql.Literal(replaced)  # whatever stands there: nobody brings a password along
    if column.is_binary:
        return sql.SQL("decode(line.value->>{}, 'base64')").format(sql.Literal(column.name))
    if column.is_json and column.required:
        return sql.SQL("coalesce({}, 'null')").format(field)  # a JSON null, which the line cannot tell from none
    return field


def _handfuls(lines: Iterator[str]) -> Iterator[list[str]]:
    kept: list[str] = []
    size = 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if len(kept) >= ROWS_AT_ONCE or size >= BYTES_AT_ONCE:
            yield kept
            kept, size = [], 0
    if kept:
        yield kept


def _count_on(cursor: Any, archive: Archive, *, schema: str) -> None:
    """Counters go on where they stood: a number that somebody has on paper is not given a second time."""
    for sequence in sequences_of(cursor, schema):
        table, column = sql.Identifier(schema, sequence.table), sql.Identifier(sequence.column)
        cursor.execute(sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(column, table))
        last = max(cursor.fetchone()[0], int(archive.about["counters"].get(sequence.name, 0)))
        if last:
            name = sql.Identifier(schema, sequence.name).as_string(None)
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, last])

"""Load an archive's rows into a schema that has its tables, all empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, connections, transaction
from psycopg import sql

from kreislauf.regions import SchemaRef, stepping_into
from tenants.archive.left_out import COLUMNS, written_by_triggers
from tenants.archive.reader import Archive, Damaged
from tenants.archive.self_references import self_references_last
from tenants.archive.tables import Column, Table, by_reference, sequences_of, tables_of

Report = Callable[[str], object]
ROWS_AT_ONCE, BYTES_AT_ONCE = 1_000, 4 * 1024**2


def load_rows(archive: Archive, schema: str, *, report: Report) -> None:
    """Load all rows or none; every constraint and the ledger's sums are checked.

    Rows that triggers have written already, of the rows that they follow from, are not written twice: the archive's
    must be the same. Refuses with ``Damaged`` rows that the tables do not take.
    """
    owner = connections["owner"]
    try:
        with stepping_into(SchemaRef(schema)), transaction.atomic(using="owner"), owner.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            tables = {table.name: table for table in tables_of(cursor, schema)}
            _check_tables(archive, tables)
            with self_references_last(cursor, schema):
                for number, table in enumerate(by_reference(cursor, tables, schema), 1):
                    report(f"Tabelle {number} von {len(tables)}: {table.name}")
                    _fill(cursor, archive, table, schema=schema)
            _set_sequences(cursor, archive, schema=schema)
            report("Prüfen")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as problem:
        raise Damaged(f"Its rows do not fit the tables: {problem}".strip()) from problem


def _check_tables(archive: Archive, tables: dict[str, Table]) -> None:
    """Refuse with ``Damaged`` an archive of other tables or columns than the schema has."""
    ours = {name: sorted(column.name for column in table.columns) for name, table in tables.items()}
    theirs = {name: sorted(columns) for name, columns in archive.about["columns"].items()}
    if ours != theirs or set(archive.tables) != set(ours):
        odd = next(name for name in sorted({*ours, *theirs, *archive.tables}) if ours.get(name) != theirs.get(name))
        raise Damaged(f"The table {odd} has other columns here than in the archive.")


def _fill(cursor: Any, archive: Archive, table: Table, *, schema: str) -> None:
    target = sql.Identifier(schema, table.name)
    # No value of the archive becomes part of a statement: the lines are a parameter, the server parses the JSON.
    records = sql.SQL(
        " FROM json_array_elements(%s::json) AS line(value)"
        " CROSS JOIN LATERAL json_populate_record(NULL::{}, line.value) AS record"
    ).format(target)
    statement = sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {}{}").format(
        target,
        sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns),
        sql.SQL(", ").join(_value(table, column) for column in table.columns),
        records,
    )
    for batch in _batches(archive.lines(table.name)):
        lines = batch
        if table.name in written_by_triggers():
            lines = _not_there(cursor, table, records, batch, target=target)
        if lines:
            cursor.execute(statement, [_json(lines)])


def _not_there(
    cursor: Any, table: Table, records: sql.Composable, lines: list[str], *, target: sql.Identifier
) -> list[str]:
    """In an older schema no trigger has written them, and all are loaded; what differs is refused by the table.

    A question of its own, for Citus gets an INSERT wrong that reads the same table.
    """
    same = sql.SQL(" AND ").join(
        sql.SQL("there.{0} = record.{0}").format(sql.Identifier(column.name))
        for column in table.columns
        if column.name not in table.key
    )
    cursor.execute(
        sql.SQL("SELECT line.value::text{} WHERE NOT EXISTS (SELECT FROM {} AS there WHERE {})").format(
            records, target, same
        ),
        [_json(lines)],
    )
    return [line for (line,) in cursor.fetchall()]


def _json(lines: list[str]) -> str:
    return f"[{','.join(lines)}]"


def _value(table: Table, column: Column) -> sql.Composable:
    field = sql.SQL("record.{}").format(sql.Identifier(column.name))
    replaced = COLUMNS.get((table.name, column.name))
    if replaced is not None:
        return sql.Literal(replaced)  # the archive's own value is ignored, so that none can carry a password in
    if column.is_binary:
        return sql.SQL("decode(line.value->>{}, 'base64')").format(sql.Literal(column.name))
    if column.is_json and column.required:
        return sql.SQL("coalesce({}, 'null')").format(field)  # a line writes JSON null and SQL NULL the same way
    return field


def _batches(lines: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) >= ROWS_AT_ONCE or size >= BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _set_sequences(cursor: Any, archive: Archive, *, schema: str) -> None:
    """Sequences continue after the archive's last value, so that no number on paper is assigned twice."""
    for sequence in sequences_of(cursor, schema):
        table, column = sql.Identifier(schema, sequence.table), sql.Identifier(sequence.column)
        cursor.execute(sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(column, table))
        last = max(cursor.fetchone()[0], int(archive.about["counters"].get(sequence.name, 0)))
        if last:
            name = sql.Identifier(schema, sequence.name).as_string(None)
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, last])

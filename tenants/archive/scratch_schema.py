"""A new schema with an archive's rows in it, migrated to the state of this code."""

from __future__ import annotations

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from psycopg import sql

from kreislauf.regions import SchemaRef, stepping_into
from tenants.archive.load_rows import Report, load_rows
from tenants.archive.reader import Archive
from tenants.archive.tables import by_reference, tables_of
from tenants.engine import roles
from tenants.engine.code_version import code_migrations
from tenants.engine.migrate import migrate_schema
from tenants.engine.template import make_schema

Step = tuple[str, str]


def make_scratch_schema(schema: str, archive: Archive, *, missing: set[Step], report: Report) -> None:
    """Make the schema, fill it from the archive and migrate it by ``missing``, the migrations that the archive lacks.

    So the rows of an older archive go through the same migrations as those of a region that stayed here.
    """
    if not missing:
        make_schema(schema)
        load_rows(archive, schema, report=report)
        return
    _make_older_schema(schema, code_migrations() - missing)
    load_rows(archive, schema, report=report)
    migrate_schema(schema)


def _make_older_schema(schema: str, state: frozenset[Step]) -> None:
    roles.create(schema)
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    with stepping_into(SchemaRef(schema)):
        executor = MigrationExecutor(connections["owner"])
        executor.migrate(_last_of_each_app(executor.loader.graph, state))
        _empty(schema)


def _empty(schema: str) -> None:
    """Migrations have written rows for regions that stood already; the archive has its own."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        tables = {table.name: table for table in tables_of(cursor, schema)}
        for table in reversed(by_reference(cursor, tables, schema)):
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(schema, table.name)))


def _last_of_each_app(graph: MigrationGraph, state: frozenset[Step]) -> list[Step]:
    """Targets for the executor: what no other of them needs. Of one that is named late it would undo what follows."""
    needed = {before for step in state for before in graph.forwards_plan(step) if before != step}
    return sorted(state - needed)

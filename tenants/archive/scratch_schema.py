"""A new schema with an archive's rows in it, migrated to the state of this code."""

from __future__ import annotations

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from psycopg import sql

from kreislauf.regions import SchemaRef, stepping_into
from tenants.archive.load_rows import Report, load_rows
from tenants.archive.reader import Archive
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


def _last_of_each_app(graph: MigrationGraph, state: frozenset[Step]) -> list[Step]:
    """Targets for the executor. A migration with a successor in its app must not be one: Django would undo the rest."""
    return sorted(
        step
        for step in state
        if not any(child.key in state and child.key[0] == step[0] for child in graph.node_map[step].children)
    )

"""Bring one region to the code and keep what it took, so that others of the same state can be brought by replay."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections, transaction
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.fleet.steps import Performance, Segment, Text, can_be_replayed, segments_of
from tenants.fleet.timeouts import Timeouts

FLUSH_CHECKS = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


@dataclass(frozen=True)
class Place:
    """A schema to step into."""

    schema_name: str


@dataclass(frozen=True)
class Recording:
    """What brought ``source`` from its state to the code's.

    ``adds_rows``: Django added content types or permissions of its own. ``adds_tables``: the role needs rights to them.
    """

    source: str
    segments: list[Segment]
    adds_rows: bool = True
    adds_tables: bool = True

    @property
    def migrations(self) -> int:
        return sum(len(segment.migrations) for segment in self.segments)


def plan_of(schema: str) -> list[Migration]:
    """The migrations that the schema lacks, in order. Empty where it has all of them, and maybe more."""
    with stepping_into(Place(schema)):
        executor = MigrationExecutor(connections["owner"])
        executor.loader.check_consistent_history(connections["owner"])
        return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def record(schema: str, *, timeouts: Timeouts) -> Recording:
    """Migrate ``schema`` and return what it took. All migrations in a row that allow it stand or fall together.

    Raises what the database raises; the schema is then where its last whole segment left it.
    """
    with stepping_into(Place(schema)):
        connection: Any = connections["owner"]
        timeouts.hold_on(connection)
        executor = MigrationExecutor(connection)
        executor.migrate([], plan=[])  # makes the table of migrations where there is none
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        before = _inventory(connection)
        state = executor._create_project_state(with_applied_migrations=True)  # type: ignore[attr-defined]
        _signal(emit_pre_migrate_signal, state, plan)
        segments = segments_of([migration for migration, _ in plan])
        for segment in segments:
            with transaction.atomic(using="owner") if segment.atomic else nullcontext():
                for migration in segment.migrations:
                    state = _apply(migration, state, segment, connection)
                    executor.record_migration(migration)  # type: ignore[call-arg, arg-type]  # the stubs are behind
        executor.check_replacements()
        state.clear_delayed_apps_cache()
        _signal(emit_post_migrate_signal, state, plan)
        after = _inventory(connection)
    roles.grant(schema)
    adds_rows, adds_tables = (was != is_now for was, is_now in zip(before, after, strict=True))
    return Recording(source=schema, segments=segments, adds_rows=adds_rows, adds_tables=adds_tables)


def _inventory(connection: Any) -> tuple[Any, Any]:
    """The rows that Django adds by itself, and the tables and sequences: whether there are others afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid, c.relname FROM pg_class c WHERE relnamespace = current_schema()::regnamespace"
            " AND relkind IN ('r', 'S', 'v') ORDER BY oid"
        )
        relations = cursor.fetchall()
        if "django_content_type" not in {name for _oid, name in relations}:
            return None, relations
        cursor.execute(
            "SELECT t.id, t.app_label, t.model, p.id, p.codename, p.name FROM django_content_type t"
            " LEFT JOIN auth_permission p ON p.content_type_id = t.id ORDER BY t.id, p.id"
        )
        return cursor.fetchall(), relations


def _signal(emit: Any, state: ProjectState, plan: Any) -> None:
    """Django's own apps hang on these: content types and permissions come and go with the models."""
    emit(0, False, "owner", apps=state.apps, plan=plan)


def _apply(migration: Migration, state: ProjectState, segment: Segment, connection: Any) -> ProjectState:
    """As Django applies it, noting statements; those of an operation that looks at rows are its own affair."""
    statements: list[str] = []

    def close_text() -> None:
        if statements:
            segment.parts.append(Text(migration, tuple(statements)))
            statements.clear()

    with _Recorder(connection, atomic=migration.atomic) as editor:
        for operation in migration.operations:
            before = state.clone()
            operation.state_forwards(migration.app_label, state)
            performed = not can_be_replayed(operation)
            editor.noted = None if performed else statements
            _forwards(operation, migration, editor, before, state)
            if performed:
                close_text()
                segment.parts.append(Performance(migration.app_label, operation, before, state.clone()))
                if migration.atomic:
                    editor.noted = statements
                    editor.execute(FLUSH_CHECKS, None)  # else a table whose rows changed could not be altered
        editor.noted = statements  # what was put off to the end is run when the editor closes
    close_text()
    return state


def _forwards(
    operation: Any, migration: Migration, editor: DatabaseSchemaEditor, before: ProjectState, after: ProjectState
) -> None:
    if not migration.atomic and operation.atomic:
        with transaction.atomic(using="owner"):
            operation.database_forwards(migration.app_label, editor, before, after)
    else:
        operation.database_forwards(migration.app_label, editor, before, after)


class _Recorder(DatabaseSchemaEditor):
    """Writes down each statement as it is sent, parameters put in."""

    noted: list[str] | None = None

    def execute(self, sql: Any, params: Any = ()) -> None:
        text = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
        if self.noted is not None:
            self.noted.append(text.strip().rstrip(";"))
        super().execute(text, None)

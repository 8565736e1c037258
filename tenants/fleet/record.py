"""Migrate one region and record the SQL, so that other regions of the same state are migrated by replaying it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from kreislauf.regions import SchemaRef, stepping_into
from tenants.engine import roles
from tenants.engine.database.schema_editor import SchemaEditor
from tenants.fleet.steps import DataMigration, RecordedSql, Segment, can_be_replayed, may_change_rows, segments_of
from tenants.fleet.timeouts import Timeouts

FLUSH_CHECKS = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


@dataclass(frozen=True)
class Recording:
    """What migrated ``source`` from its state to the code's.

    ``adds_rows``: Django added content types or permissions. ``adds_tables``: the role needs rights to new tables.
    ``types_and_permissions``: all of them afterwards, as id, app and model of a type, and id, codename and name of one
    of its permissions.
    """

    source: str
    segments: list[Segment]
    adds_rows: bool = True
    adds_tables: bool = True
    types_and_permissions: Sequence[tuple[Any, ...]] = ()

    @property
    def migrations(self) -> int:
        return sum(len(segment.migrations) for segment in self.segments)


def plan_of(schema: str) -> list[Migration]:
    """The migrations that the schema lacks, in order. Empty if it has all of them, or more."""
    with stepping_into(SchemaRef(schema)):
        executor = MigrationExecutor(connections["owner"])
        executor.loader.check_consistent_history(connections["owner"])
        return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def record(schema: str, *, timeouts: Timeouts) -> Recording:
    """Migrate ``schema`` and return the recording. Consecutive atomic migrations share one transaction.

    Raises what the database raises; the schema then has the state of its last complete segment.
    """
    with stepping_into(SchemaRef(schema)):
        connection: Any = connections["owner"]
        timeouts.apply(connection)
        executor = MigrationExecutor(connection)
        executor.migrate([], plan=[])  # creates a missing django_migrations table
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
    rows = after[0] or ()
    return Recording(schema, segments, adds_rows=adds_rows, adds_tables=adds_tables, types_and_permissions=rows)


def _inventory(connection: Any) -> tuple[Any, Any]:
    """Content types and permissions, and tables and sequences, to compare before and after."""
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
    """Django's own apps add and remove content types and permissions on these signals."""
    emit(0, False, "owner", apps=state.apps, plan=plan)


def _apply(migration: Migration, state: ProjectState, segment: Segment, connection: Any) -> ProjectState:
    """Apply it as Django does and record its statements, except those of operations that look at rows."""
    statements: list[str] = []

    def close_sql() -> None:
        if statements:
            segment.parts.append(RecordedSql(migration, tuple(statements)))
            statements.clear()

    with _Recorder(connection, atomic=migration.atomic) as editor:
        for operation in migration.operations:
            before = state.clone()
            operation.state_forwards(migration.app_label, state)
            looks_at_rows = not can_be_replayed(operation)
            editor.recorded = None if looks_at_rows else statements
            _forwards(operation, migration, editor, before, state)
            if looks_at_rows:
                close_sql()
                segment.parts.append(DataMigration(migration.app_label, operation, before, state.clone()))
            if migration.atomic and may_change_rows(operation):
                editor.recorded = statements
                editor.execute(FLUSH_CHECKS, None)  # otherwise a table whose rows changed could not be altered
        editor.recorded = statements  # the editor runs its deferred SQL when it closes
    close_sql()
    return state


def _forwards(
    operation: Any, migration: Migration, editor: SchemaEditor, before: ProjectState, after: ProjectState
) -> None:
    if not migration.atomic and operation.atomic:
        with transaction.atomic(using="owner"):
            operation.database_forwards(migration.app_label, editor, before, after)
    else:
        operation.database_forwards(migration.app_label, editor, before, after)


class _Recorder(SchemaEditor):
    """Records each statement as it is sent, with its parameters inserted."""

    recorded: list[str] | None = None

    def execute(self, sql: Any, params: Any = ()) -> None:
        text = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
        if self.recorded is not None:
            self.recorded.append(text.strip().rstrip(";"))
        super().execute(text, None)

"""What recording and replaying lean on in Django beyond its documented interface: if it moves, a test fails here."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.postgres import operations as postgres_operations
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.migrations import operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from tenants.fleet.record import _Recorder
from tenants.fleet.steps import PLAIN

SIGNATURES: list[tuple[Callable[..., Any], str]] = [
    (MigrationExecutor._create_project_state, "(self, with_applied_migrations=False)"),  # type: ignore[attr-defined]
    (MigrationExecutor.migrate, "(self, targets, plan=None, state=None, fake=False, fake_initial=False)"),
    (MigrationExecutor.migration_plan, "(self, targets, clean_start=False)"),
    (MigrationExecutor.record_migration, "(self, migration)"),
    (MigrationExecutor.check_replacements, "(self)"),
    (DatabaseSchemaEditor.__init__, "(self, connection, collect_sql=False, atomic=True)"),
    (DatabaseSchemaEditor.execute, "(self, sql, params=())"),
    (DatabaseOperations.compose_sql, "(self, sql, params)"),  # type: ignore[attr-defined]
    (ProjectState.clone, "(self)"),
    (ProjectState.clear_delayed_apps_cache, "(self)"),
    (operations.base.Operation.state_forwards, "(self, app_label, state)"),
    (operations.base.Operation.database_forwards, "(self, app_label, schema_editor, from_state, to_state)"),
    (emit_pre_migrate_signal, "(verbosity, interactive, db, **kwargs)"),
    (emit_post_migrate_signal, "(verbosity, interactive, db, **kwargs)"),
]


@pytest.mark.parametrize(("function", "signature"), SIGNATURES, ids=lambda value: getattr(value, "__qualname__", ""))
def test_django_is_called_as_it_was(function: Callable[..., Any], signature: str) -> None:
    assert str(inspect.signature(function)) == signature


def test_the_schema_editor_sends_everything_by_the_method_that_we_listen_at() -> None:
    """Also what it puts off to the end, which stands in ``deferred_sql``."""
    leaving = inspect.getsource(DatabaseSchemaEditor.__exit__)
    assert "for sql in self.deferred_sql:" in leaving
    assert "self.execute(sql, None)" in leaving
    assert _Recorder.execute is not DatabaseSchemaEditor.execute


def test_the_table_of_migrations_has_the_columns_that_we_write() -> None:
    table = MigrationRecorder.Migration._meta
    assert table.db_table == "django_migrations"
    assert [field.column for field in table.concrete_fields] == ["id", "app", "name", "applied"]


def test_operations_that_are_replayed_live_where_they_did() -> None:
    found = {
        operations.AddField.__module__,
        operations.RunSQL.__module__,
        postgres_operations.AddIndexConcurrently.__module__,
    }
    assert [name for name in found if not name.startswith(PLAIN)] == []

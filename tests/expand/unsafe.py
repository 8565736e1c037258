"""What in a recorded migration the running code may not stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.migrations import Migration
from django_migration_linter.sql_analyser import PostgresqlAnalyser, analyse_sql_statements

from tenants.fleet.record import Recording
from tenants.fleet.steps import RecordedSql

OURS = {"kreislauf", "tenants", "billing", "marketplace"}


def unsafe(recording: Recording, *, decided: Collection[tuple[str, str]] = ()) -> Iterator[tuple[str, str]]:
    """Migration and what is unsafe in it. A first migration makes what nobody uses yet."""
    for segment in recording.segments:
        for part in segment.parts:
            if not isinstance(part, RecordedSql) or part.migration.initial or not _is_ours(part.migration):
                continue
            app_label, name = part.migration.app_label, part.migration.name
            if (app_label, name) in decided:
                continue
            errors, _, _ = analyse_sql_statements(PostgresqlAnalyser, [f"{text};" for text in part.statements])
            for error in errors:
                yield f"{app_label}.{name}", error.message


def _is_ours(migration: Migration) -> bool:
    """Django's own are old, and nobody runs the code before them."""
    return migration.__module__.partition(".")[0] in OURS or migration.__module__.startswith("tomorrow")

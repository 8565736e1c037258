"""Migrate a region by replaying what another region of the same state recorded; pure SQL takes one round trip."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.migrations import Migration
from psycopg import sql
from psycopg.pq import DiagnosticField, ExecStatus

from kreislauf.regions import SchemaRef, stepping_into
from tenants.engine import roles
from tenants.engine.statements import statements_of
from tenants.fleet.record import Recording
from tenants.fleet.steps import DataMigration, RecordedSql, Segment
from tenants.fleet.timeouts import Timeouts

LOCK_NOT_AVAILABLE = "55P03"
# Django adds content types and permissions after migrating. They are copied with the first region's ids, so that what
# a process caches of one region's is right for the next. As values: two regions may be on two servers.
TYPES = """
INSERT INTO django_content_type (id, app_label, model) VALUES {rows} ON CONFLICT (app_label, model) DO NOTHING"""
PERMISSIONS = """
INSERT INTO auth_permission (id, content_type_id, codename, name) VALUES {rows}
ON CONFLICT (content_type_id, codename) DO NOTHING"""
COUNTED = """
SELECT setval(sequence, greatest({last}, coalesce(pg_sequence_last_value(sequence), 0)))
FROM CAST(pg_get_serial_sequence({table}, 'id') AS regclass) AS sequence"""


class ReplayRefused(Exception):
    """The database refused; the segment is rolled back. ``code`` is the SQLSTATE."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


def replay(recording: Recording, schema: str, *, timeouts: Timeouts) -> None:
    """Do to ``schema`` what was recorded of the source. Each segment is applied completely or not at all.

    Refuses with ``ReplayRefused``; data migrations raise their own exceptions.
    """
    last = len(recording.segments) - 1
    for number, segment in enumerate(recording.segments):
        end = _end(recording, schema) if number == last else ""
        if segment.atomic and all(isinstance(part, RecordedSql) for part in segment.parts):
            _send_at_once(segment, schema, timeouts, end)
        else:
            _run_parts(segment, schema, timeouts, end)


def _send_at_once(segment: Segment, schema: str, timeouts: Timeouts, end: str) -> None:
    texts = [_joined(part) for part in segment.parts if isinstance(part, RecordedSql)]
    with stepping_into(None):
        connection: Any = connections["owner"]
        connection.ensure_connection()
        try:
            _send(
                connection,
                "BEGIN",
                timeouts.text(local=True),
                _path(schema),
                *texts,
                _insert_applied(segment.migrations),
                end,
                "COMMIT",
            )
        except ReplayRefused:
            connection.connection.pgconn.exec_(b"ROLLBACK")
            raise


def _run_parts(segment: Segment, schema: str, timeouts: Timeouts, end: str) -> None:
    """Part by part, in one transaction if the segment is atomic."""
    with stepping_into(SchemaRef(schema)):
        connection: Any = connections["owner"]
        timeouts.apply(connection)
        with transaction.atomic(using="owner") if segment.atomic else nullcontext():
            if segment.atomic:
                timeouts.apply(connection)  # again inside the transaction: BEGIN enters the region anew
            _do_parts(segment, connection)
            _send(connection, _insert_applied(segment.migrations), end)


def _do_parts(segment: Segment, connection: Any) -> None:
    for part in segment.parts:
        if isinstance(part, DataMigration):
            with connection.schema_editor(atomic=segment.atomic) as editor:
                part.operation.database_forwards(part.app_label, editor, part.before, part.after)
                editor.deferred_sql.clear()  # it is part of the recorded SQL that follows
        elif segment.atomic:
            _send(connection, _joined(part))
        else:
            for statement in part.statements:  # one message is one transaction, which these do not allow
                _send(connection, statement)


def _send(connection: Any, *texts: str) -> None:
    """In one message; on Citus, which takes only one statement to a message, one by one."""
    message = "\n;\n".join(text for text in texts if text)
    for text in statements_of(message) if settings.CITUS else [message]:
        _send_message(connection, text)


def _send_message(connection: Any, message: str) -> None:
    result = connection.connection.pgconn.exec_(message.encode())
    if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        code = result.error_field(DiagnosticField.SQLSTATE) or b""
        raise ReplayRefused(result.error_message.decode(errors="replace").strip(), code=code.decode())


def _joined(part: RecordedSql) -> str:
    return "\n;\n".join(part.statements)


def _path(schema: str) -> str:
    return sql.SQL("SET LOCAL search_path = {}, public, pg_temp").format(sql.Identifier(schema)).as_string(None)


def _insert_applied(migrations: list[Migration]) -> str:
    """SQL that marks these migrations as applied; a squashed one also marks those that it replaces."""
    names = [name for migration in migrations for name in (*migration.replaces, (migration.app_label, migration.name))]
    rows = sql.SQL(", ").join(
        sql.SQL("({}, {}, now())").format(sql.Literal(app), sql.Literal(name)) for app, name in names
    )
    return sql.SQL("INSERT INTO django_migrations (app, name, applied) VALUES {}").format(rows).as_string(None)


def _end(recording: Recording, schema: str) -> str:
    """The end of the last segment: content types and permissions, and the role's rights to new tables."""
    parts = _same_rows(recording) if recording.adds_rows else []
    if recording.adds_tables:
        parts.append(roles.grants(schema).strip())
    return ";\n".join(parts).rstrip(";")


def _same_rows(recording: Recording) -> list[str]:
    types = {row[:3] for row in recording.types_and_permissions}
    permissions = {(row[3], row[0], *row[4:]) for row in recording.types_and_permissions if row[3] is not None}
    parts: list[str] = []
    for table, insert, rows in (("django_content_type", TYPES, types), ("auth_permission", PERMISSIONS, permissions)):
        if rows:
            values = sql.SQL(", ").join(
                sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Literal, row))) for row in sorted(rows)
            )
            last = sql.Literal(max(row[0] for row in rows))
            parts.append(sql.SQL(insert).format(rows=values).as_string(None).strip())
            parts.append(sql.SQL(COUNTED).format(last=last, table=sql.Literal(table)).as_string(None).strip())
    return parts


def is_about_tables(problem: Exception) -> bool:
    """Whether the region's tables differ from the recorded ones: an object is missing or exists, or an id is taken."""
    return isinstance(problem, ReplayRefused) and (problem.code.startswith("42") or problem.code == "23505")


def is_about_locks(problem: Exception) -> bool:
    """Whether a table was in use for longer than the lock timeout: a later try may succeed."""
    if isinstance(problem, ReplayRefused):
        return problem.code == LOCK_NOT_AVAILABLE
    return isinstance(problem, DatabaseError) and getattr(problem.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE

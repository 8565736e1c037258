"""The template of new regions: migrated once for the code's migrations, kept as a script, run in one message."""

from __future__ import annotations

import functools

from django.db import connections, transaction
from psycopg.pq import ExecStatus

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.code import code_state
from tenants.engine.prepare import migrate_schema
from tenants.engine.script import MARKER, script_of

TEMPLATE = "r_vorlage"  # the label is reserved: no region may take it
LOCK = 7_316_001  # advisory: one process builds the template, the others wait


class CloneFailed(Exception):
    """The database refused the script; nothing of the new schema is left."""


def make_schema(schema: str) -> None:
    """Make a region's schema and role from the template, in one round trip and one transaction. All or nothing."""
    roles.create(schema)
    script = template_script(code_state())
    with stepping_into(None):
        connection = connections["owner"]
        connection.ensure_connection()
        message = "BEGIN;\n" + (script + roles.grants(schema)).replace(MARKER, schema) + "COMMIT;"
        result = connection.connection.pgconn.exec_(message.encode())
        if result.status != ExecStatus.COMMAND_OK:
            connection.connection.pgconn.exec_(b"ROLLBACK")
            raise CloneFailed(result.error_message.decode(errors="replace"))


@functools.lru_cache(maxsize=2)
def template_script(version: str) -> str:
    """The template's script for these migrations, kept by the process. Builds a template that is missing or behind."""
    with stepping_into(None):
        connection = connections["owner"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            if built_version() != version:
                roles.drop(TEMPLATE)
                migrate_schema(TEMPLATE)
                with connection.cursor() as cursor:
                    cursor.execute(f"COMMENT ON SCHEMA {TEMPLATE} IS %s", [version])
            with transaction.atomic(using="owner"), connection.cursor() as cursor:
                return script_of(cursor, TEMPLATE)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def built_version() -> str:
    """The version the template was built for; empty where there is none, or where building it was cut short."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [TEMPLATE])
        (version,) = cursor.fetchone()
    return version or ""

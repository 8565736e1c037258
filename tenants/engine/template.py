"""The template of new regions: migrated once for the code's migrations, kept as a script, run in one message."""

from __future__ import annotations

import functools

from django.db import DatabaseError, connections, transaction
from psycopg import sql

from kreislauf.locks import exclusive
from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.code_version import code_state
from tenants.engine.migrate import migrate_schema
from tenants.engine.script import MARKER, script_of

TEMPLATE = "r_vorlage"  # the label is reserved: no region may take it
LOCK = "template"  # one process builds it, the others wait
PATIENCE_SECONDS = 60


class CloneFailed(Exception):
    """The database refused the script; nothing of the new schema is left."""


class TemplateBusy(Exception):
    """Another process is building the template and has not finished in time. Nothing was begun: ask again later."""


def make_schema(schema: str, *, mark: str = "") -> None:
    """Make a region's schema and role from the template, in one transaction: all or nothing. ``mark`` is its comment.

    Refuses with ``TemplateBusy`` and ``CloneFailed``.
    """
    script = template_script(code_state()).replace(MARKER, schema)
    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        try:
            cursor.execute(script)
        except DatabaseError as problem:
            raise CloneFailed(str(problem)) from problem
        # Last, because others who make a role wait from here to the end.
        roles.create(schema)
        cursor.execute(roles.grants(schema))
        if mark:
            cursor.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(schema), sql.Literal(mark)))


@functools.lru_cache(maxsize=2)
def template_script(state: str) -> str:
    """The template's script for these migrations, kept by the process. Builds a template that is missing or behind."""
    with stepping_into(None), exclusive(LOCK, on=connections["owner"], wait_seconds=PATIENCE_SECONDS) as mine:
        if not mine:
            raise TemplateBusy
        if built_state() != state:
            roles.drop(TEMPLATE)
            migrate_schema(TEMPLATE)
            with connections["owner"].cursor() as cursor:
                cursor.execute(f"COMMENT ON SCHEMA {TEMPLATE} IS %s", [state])
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            return script_of(cursor, TEMPLATE)


def built_state() -> str:
    """The state that the template was built for; empty where there is none, or where building it was cut short."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [TEMPLATE])
        (state,) = cursor.fetchone()
    return state or ""

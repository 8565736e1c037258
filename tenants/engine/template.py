"""The template of new regions: migrated once for each state of the code, cached as SQL, executed in one message."""

from __future__ import annotations

import functools
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction

from kreislauf.locks import exclusive
from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.code_version import code_state
from tenants.engine.migrate import migrate_schema
from tenants.engine.script import MARKER, script_of
from tenants.engine.statements import statements_of

TEMPLATE = "r_vorlage"  # the label is reserved: no region may take it
LOCK = "template"  # one process builds it, the others wait
LOCK_TIMEOUT_SECONDS = 60


class CloneFailed(Exception):
    """The database refused the script; it was rolled back."""


class TemplateBusy(Exception):
    """Another process is still building the template. Nothing was done: try again later."""


def make_schema(schema: str) -> None:
    """Make a region's schema and role from the template, in one transaction.

    Refuses with ``TemplateBusy`` and ``CloneFailed``.
    """
    script = template_script(code_state()).replace(MARKER, schema)
    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        try:
            send(cursor, script)
        except DatabaseError as problem:
            raise CloneFailed(str(problem)) from problem
        # Last, because from here on other processes that make a role wait for our commit.
        roles.create(schema)
        send(cursor, roles.grants(schema))


def send(cursor: Any, text: str) -> None:
    """Send all statements in one message; on Citus, which takes only one to a message, one by one."""
    for message in statements_of(text) if settings.CITUS else [text]:
        cursor.execute(message)


@functools.lru_cache(maxsize=2)
def template_script(state: str) -> str:
    """The template's script for this state of the code, cached. Builds a template that is missing or behind."""
    with stepping_into(None), exclusive(LOCK, on=connections["owner"], wait_seconds=LOCK_TIMEOUT_SECONDS) as mine:
        if not mine:
            raise TemplateBusy
        # On Citus the same tables have keys that are not deferrable.
        built_for = f"{state} citus" if settings.CITUS else state
        if built_state() != built_for:
            roles.drop(TEMPLATE)
            migrate_schema(TEMPLATE)
            with connections["owner"].cursor() as cursor:
                cursor.execute(f"COMMENT ON SCHEMA {TEMPLATE} IS %s", [built_for])
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            return script_of(cursor, TEMPLATE)


def built_state() -> str:
    """The state that the template was built for; empty if there is none or its building was interrupted."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [TEMPLATE])
        (state,) = cursor.fetchone()
    return state or ""

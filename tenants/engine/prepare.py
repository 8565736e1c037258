"""Bring the database to the code's state: the platform's schema, then each region's. Repeatable."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from psycopg import sql

from kreislauf.regions import PUBLIC, stepping_into
from tenants.engine import roles


def prepare_public() -> None:
    """Extensions, the platform's tables and ``r_public``'s rights."""
    roles.create(PUBLIC)
    with stepping_into(None):
        with connections["owner"].cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public")
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")
        call_command(Migrate(), database="owner", interactive=False, verbosity=0)
    roles.grant(PUBLIC)


def migrate_schema(schema: str) -> None:
    """Create the schema if it is missing, migrate it and give its role its rights."""
    create_schema(schema)
    run_migrations(schema)
    roles.grant(schema)


def create_schema(schema: str, *, afresh: bool = False) -> None:
    """The schema and its role. ``afresh`` throws away what a try that was cut off left in it."""
    roles.create(schema)
    name = sql.Identifier(schema)
    with stepping_into(None), connections["owner"].cursor() as cursor:
        if afresh:
            cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(name))  # type: ignore[arg-type]
        cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))  # type: ignore[arg-type]


def run_migrations(schema: str) -> None:
    with stepping_into(_Place(schema)):
        call_command(Migrate(), database="owner", interactive=False, verbosity=0)


def prepare_everything(*, told: Callable[[str], None] = lambda _: None) -> None:
    """What `kreislauf prepare` does before a new version of the code serves anybody."""
    from tenants.models import Region

    told("Plattform")
    prepare_public()
    for region in Region.objects.with_schema().order_by("pk"):
        told(region.name)
        migrate_schema(region.schema_name)


class _Place:
    """A schema without a region row yet."""

    def __init__(self, schema: str) -> None:
        self.schema_name = schema

"""Migrate a schema with Django's own command: the platform's or one region's. Idempotent."""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from psycopg import sql

from kreislauf.regions import PUBLIC, SchemaRef, stepping_into
from tenants.engine import roles


def prepare_public() -> None:
    """Extensions, the platform's tables and ``r_public``'s rights."""
    roles.create(PUBLIC)
    make_extensions()
    with stepping_into(None):
        call_command(Migrate(), database="owner", interactive=False, verbosity=0)
    roles.grant(PUBLIC)


def make_extensions() -> None:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")


def migrate_schema(schema: str) -> None:
    """Create the schema if it is missing, migrate it and give its role its rights."""
    roles.create(schema)
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    with stepping_into(SchemaRef(schema)):
        call_command(Migrate(), database="owner", interactive=False, verbosity=0)
    roles.grant(schema)

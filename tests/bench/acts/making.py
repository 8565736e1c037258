"""Making a region's schema in three ways; each leaves a schema with all tables."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection, connections

from kreislauf.regions import stepping_into


def migrate(schema: str) -> None:
    """Stock: an empty schema, then django-tenants' command."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)


def clone(schema: str) -> None:
    """Stock: what a region with TENANT_BASE_SCHEMA is made by."""
    from django_tenants.clone import CloneSchema

    from tenants.engine.template import TEMPLATE

    CloneSchema().clone_schema(TEMPLATE, schema)


def from_template(schema: str) -> None:
    from tenants.engine.template import make_schema

    make_schema(schema)


def tables() -> int:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'r_vorlage'")
        return int(cursor.fetchone()[0])

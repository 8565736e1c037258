"""Tidy up after tests that commit: Django's own flush would empty the regions' table and be refused by the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from kreislauf.regions import PUBLIC
from tests.plugin.cluster import holder_of
from tests.plugin.servers import SERVERS

# Tables that tests find filled, by schema.
KEPT = {"django_migrations", "django_content_type", "auth_permission", "branding_branding"}
KEPT_PUBLIC = KEPT | {"tenants_region", "tenants_domain", "tenants_step"}
REGIONS = ("r_kiel", "r_dortmund")
AS_REPLICA = "SET session_replication_role = replica"  # lets the append-only tables be emptied


def tidy_up() -> None:
    """Empty every table but the kept ones and drop what regions a test made beside the two."""
    for connection in connections.all(initialized_only=True):
        connection.close()
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        for (schema,) in admin.execute(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'r\_%'").fetchall():
            if schema not in (*REGIONS, "r_vorlage"):  # the template is the code's, not the test's
                admin.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
        admin.execute(AS_REPLICA)
        _empty(admin, PUBLIC, KEPT_PUBLIC)
        for schema in REGIONS:
            with _holder(admin, schema) as server:
                _empty(server, schema, KEPT)
        for table in ("step", "domain"):
            admin.execute(
                f"DELETE FROM tenants_{table} WHERE {'region' if table == 'step' else 'tenant'}_id IN "
                "(SELECT id FROM tenants_region WHERE NOT schema_name = ANY(%s))",
                [list(REGIONS)],
            )
        admin.execute("DELETE FROM tenants_region WHERE NOT schema_name = ANY(%s)", [list(REGIONS)])
        admin.execute("UPDATE tenants_region SET status = 'live'")


@contextmanager
def _holder(admin: psycopg.Connection[Any], schema: str) -> Iterator[psycopg.Connection[Any]]:
    """The server that has the schema's rows; on a cluster that is another one, with a session of its own."""
    if not SERVERS.cluster_url:
        yield admin
        return
    with psycopg.connect(holder_of(SERVERS.admin_url, schema), autocommit=True) as server:
        server.execute(AS_REPLICA)
        yield server


def _empty(admin: psycopg.Connection[Any], schema: str, kept: set[str]) -> None:
    """By DELETE: most tables are empty already, and TRUNCATE makes new files for each of them and its indexes."""
    rows = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall()
    tables = [sql.Identifier(schema, name) for (name,) in rows if name not in kept]
    if tables:
        admin.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in tables))

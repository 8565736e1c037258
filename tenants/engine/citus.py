"""What is not as it must be for regions on a Citus cluster, in sentences for whoever runs ``kreislauf prepare``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections

from kreislauf.regions import stepping_into

IS_CITUS = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
IS_SHARDING = "SELECT coalesce(current_setting('citus.enable_schema_based_sharding', true), 'off') = 'on'"
# Made before the switch: their checks could be lost in COMMIT.
DEFERRABLE = r"""
SELECT count(DISTINCT k.connamespace) FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
WHERE k.contype = 'f' AND k.condeferrable AND n.nspname LIKE 'r\_%'"""
OPEN = """
SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
AND (p.proname LIKE 'run_command_on_%' OR p.proname = 'alter_role_if_exists')
AND has_function_privilege('r_public', p.oid, 'EXECUTE')"""


def problems() -> list[str]:
    """Empty where all is well, and on a plain PostgreSQL without the switch."""
    with stepping_into(None), connections["owner"].cursor() as cursor:
        is_citus = _one(cursor, IS_CITUS)
        if not settings.CITUS:
            return ["The database has Citus: set KREISLAUF_CITUS=1, or checks may be lost."] if is_citus else []
        if not is_citus:
            return ["KREISLAUF_CITUS=1 is set, but the database has no Citus: all regions stay on this server."]
        found = []
        if settings.STRICT_ISOLATION:
            found.append("KREISLAUF_STRICT_ISOLATION has not been tried together with KREISLAUF_CITUS.")
        if not _one(cursor, IS_SHARDING):
            found.append("citus.enable_schema_based_sharding is off for the owner's login: new regions stay here.")
        if waiting := _one(cursor, DEFERRABLE):
            found.append(f"{waiting} regions were made without KREISLAUF_CITUS=1: export them and import them again.")
        if _one(cursor, OPEN):
            found.append("tenants/engine/harden.sql has not been run since Citus was installed: see deploy/scale.md")
        return found


def _one(cursor: Any, question: str) -> Any:
    cursor.execute(question)
    return cursor.fetchone()[0]

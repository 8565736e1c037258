"""Give back what the regions' roles have lost, as after a restore by hand or by an operator that manages roles."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import connections, transaction

from kreislauf.regions import stepping_into
from tenants.engine import roles
from tenants.engine.database.base import role_of

# A role that is missing, may log in though it should not (or the reverse), that the web's login may not take though it
# should (or the reverse), or that may not read its own schema and all of its tables.
LOST = """
SELECT wanted.schema
FROM unnest(%(schemas)s::text[], %(roles)s::text[]) AS wanted(schema, role)
LEFT JOIN pg_roles r ON r.rolname = wanted.role
LEFT JOIN pg_namespace n ON n.nspname = wanted.schema
WHERE r.oid IS NULL
  OR r.rolcanlogin <> %(logs_in)s
  OR (%(login)s <> %(owner)s AND %(strict)s = EXISTS (
    SELECT FROM pg_auth_members m
    WHERE m.roleid = r.oid AND m.member = (SELECT oid FROM pg_roles WHERE rolname = %(login)s)
  ))
  OR NOT has_schema_privilege(r.oid, n.oid, 'USAGE')
  OR EXISTS (
    SELECT FROM pg_class c
    WHERE c.relnamespace = n.oid AND c.relkind = 'r' AND NOT has_table_privilege(r.oid, c.oid, 'SELECT')
  )
ORDER BY 1"""


def repair_roles(schemas: Sequence[str]) -> list[str]:
    """Make the roles of ``schemas`` what this mode needs, and return the schemas whose role had lost something.

    One question for all. In strict mode every password is set anew, because nobody can read which one a role has.
    """
    with stepping_into(None), connections["owner"].cursor() as cursor:
        names = {"schemas": list(schemas), "roles": [role_of(schema) for schema in schemas]}
        logins = {alias: settings.DATABASES[key]["USER"] for alias, key in (("login", "default"), ("owner", "owner"))}
        modes = {"strict": settings.STRICT_ISOLATION, "logs_in": settings.STRICT_ISOLATION or settings.CITUS}
        cursor.execute(LOST, {**names, **logins, **modes})
        lost = [schema for (schema,) in cursor.fetchall()]
    for schema in lost:
        with transaction.atomic(using="owner"):
            roles.create(schema)
            roles.grant(schema)
    if settings.STRICT_ISOLATION:
        roles.set_passwords([schema for schema in schemas if schema not in set(lost)])
    return lost

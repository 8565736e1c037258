"""Database roles: one per region for its own schema, and ``r_public`` for the platform's tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from psycopg import sql
from psycopg.errors import DependentObjectsStillExist

from kreislauf.house import rooms
from kreislauf.regions import PUBLIC, stepping_into
from tenants.engine.database.base import role_of
from tenants.engine.database.password import password_of


def create(schema: str) -> None:
    """Make the schema's role and let the web switch to it; in strict mode, let it log in. Idempotent.

    Called again, it also applies a change of mode or of the key of passwords.
    """
    role, login = role_of(schema), settings.DATABASES["default"]["USER"]
    # Citus' coordinator logs in to the other servers as the region's role; it has no password, so nobody else can.
    may_log_in = "LOGIN" if settings.CITUS else "NOLOGIN"
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", [role])
        known = cursor.fetchone()
        if known is None:
            _run(cursor, f"CREATE ROLE {{role}} {may_log_in} NOINHERIT", role=role)
        if settings.STRICT_ISOLATION:
            cursor.execute(_password(role, password_of(schema)))
        elif settings.CITUS and known == (False,):
            _run(cursor, "ALTER ROLE {role} LOGIN PASSWORD NULL", role=role)
        elif not settings.CITUS and known == (True,):
            _run(cursor, "ALTER ROLE {role} NOLOGIN PASSWORD NULL", role=role)
        if login != settings.DATABASES["owner"]["USER"]:
            verb = "REVOKE {role} FROM {login}" if settings.STRICT_ISOLATION else "GRANT {role} TO {login}"
            _run(cursor, verb, role=role, login=login)


def set_passwords(schemas: Sequence[str]) -> None:
    """Let the roles log in with the passwords of the present key. One message for all."""
    with stepping_into(None), connections["owner"].cursor() as cursor:
        statements = [_password(role_of(schema), password_of(schema)) for schema in schemas]
        if statements:
            cursor.execute(sql.SQL("; ").join(statements))


def _password(role: str, password: str) -> sql.Composed:
    """Hash the password here, so that the server's log never shows it."""
    pgconn = connections["owner"].connection.pgconn
    secret = pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    return sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(secret))


def grant(schema: str) -> None:
    """Grant the schema's role the rows of its tables, but no DDL. Idempotent."""
    with stepping_into(None), connections["owner"].cursor() as cursor:
        for statement in grants(schema).split(";\n"):
            if statement:
                cursor.execute(statement)


def grants(schema: str) -> str:
    """The statements of ``grant`` as one text."""
    role = role_of(schema)
    statements = [
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON {schema}.django_migrations FROM {role}",
    ]
    if schema == PUBLIC:
        statements.append("REVOKE UPDATE, DELETE ON {schema}.logbook_logentry FROM {role}")
        # Granted once to everybody: granted per region, two regions made at once would change one row of the catalogue,
        # and PostgreSQL refuses the second.
        statements.append("GRANT USAGE ON SCHEMA public TO PUBLIC")
    else:
        statements += [f"REVOKE UPDATE, DELETE ON {{schema}}.{table} FROM {{role}}" for table in append_only()]
    names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
    return "".join(sql.SQL(statement).format(**names).as_string(None) + ";\n" for statement in statements)


def append_only() -> list[str]:
    """A region's rows that only ever grow: not even its own role may change them."""
    return [table for room in rooms() for table in room.append_only]


def drop(schema: str) -> None:
    """Drop a region's schema and role. Idempotent."""
    if schema == PUBLIC:
        raise ValueError("The platform's own schema stays.")
    with stepping_into(None), transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        _run(cursor, "DROP SCHEMA IF EXISTS {schema} CASCADE", schema=schema)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role_of(schema)])
        if cursor.fetchone() is not None:
            _revoke_public(cursor, role_of(schema))
            _drop_role(cursor, role_of(schema))


def _revoke_public(cursor: Any, role: str) -> None:
    """Revoke what older versions granted to regions."""
    cursor.execute(
        "SELECT 1 FROM pg_namespace, aclexplode(nspacl) WHERE nspname = 'public' AND grantee = %s::regrole",
        [f'"{role}"'],
    )
    if cursor.fetchone() is not None:
        _run(cursor, "REVOKE USAGE ON SCHEMA public FROM {role}", role=role)


def _drop_role(cursor: Any, role: str) -> None:
    """A role belongs to the whole server: it stays, without rights here, if a region of another database uses it."""
    try:
        with transaction.atomic(using="owner"):
            _run(cursor, "DROP ROLE {role}", role=role)
    except DatabaseError as problem:
        if not isinstance(problem.__cause__, DependentObjectsStillExist):
            raise


def _run(cursor: Any, statement: str, **names: str) -> None:
    cursor.execute(sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()}))

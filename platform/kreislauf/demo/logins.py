"""The two logins of the platform and a database for them, made by a PostgreSQL administrator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

OWNER = "kreislauf_owner"
APP = "kreislauf_app"
HARDENING = Path(__file__).resolve().parents[3] / "tenants" / "engine" / "harden.sql"


@dataclass(frozen=True)
class Logins:
    """The owner makes schemas and their roles; the app login has nothing of its own and may only take those roles."""

    owner: str = OWNER
    app: str = APP


def make_logins(admin_url: str, *, passwords: Mapping[str, str], logins: Logins = Logins()) -> None:
    """Make both logins, or give those that exist these passwords."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for login, abilities, password in [
            (logins.owner, "LOGIN CREATEROLE CREATEDB INHERIT", passwords[OWNER]),
            (logins.app, "LOGIN NOCREATEROLE NOCREATEDB NOINHERIT", passwords[APP]),
        ]:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone()
            connection.execute(
                sql.SQL("{verb} ROLE {login} {abilities} PASSWORD {password}").format(
                    verb=sql.SQL("ALTER" if known else "CREATE"),
                    login=sql.Identifier(login),
                    abilities=sql.SQL(abilities),
                    password=sql.Literal(password),
                )
            )


def make_database(admin_url: str, *, name: str, owner: str = OWNER) -> None:
    """Make an empty database that belongs to the owner login, unless it is there."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(owner)
                )
            )


def drop_database(admin_url: str, *, name: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def harden(admin_url: str) -> None:
    """Take away, in the database of ``admin_url``, what PostgreSQL allows everybody by default. May be repeated."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(name))
        if HARDENING.exists():
            connection.execute(HARDENING.read_bytes())

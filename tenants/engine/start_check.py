"""What is dangerous about the database's login, the way to it, and the database itself."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator

import psycopg
from django.db import connections

from kreislauf.regions import stepping_into
from kreislauf.start_check import Finding
from tenants.engine.selftest import RISKY_RIGHTS, TransactionPooling, refuse_transaction_pooling

MOST_SECONDS_APART = 5.0  # codes of authenticator apps and signed links compare clocks
LOGIN = "SELECT rolsuper, rolcreaterole, rolinherit FROM pg_roles WHERE rolname = session_user"


def findings(process: str) -> Iterator[Finding]:
    """Nothing stops a process while the database is down: it starts, and is not ready."""
    try:
        with stepping_into(None):
            params = connections["default"].get_connection_params()
        params.pop("cursor_factory", None)
        with psycopg.connect(**{"connect_timeout": 5, **params}, autocommit=True) as connection:
            yield from _of(connection)
            yield from _of_the_pool()
    except psycopg.Error as problem:
        yield Finding("DATABASE_URL", f"the database cannot be asked: {str(problem).splitlines()[0]}")


def _of(connection: psycopg.Connection) -> Iterator[Finding]:
    ((is_super, makes_roles, inherits),) = connection.execute(LOGIN).fetchall()
    if is_super:
        yield Finding("DATABASE_URL", "the login is a superuser: no region would be kept from another", stops=True)
    elif makes_roles or inherits:
        yield Finding("DATABASE_URL", "the login has to be NOINHERIT NOCREATEROLE: see deploy/isolation.md")
    before = time.time()
    ((theirs,),) = connection.execute("SELECT extract(epoch FROM clock_timestamp())").fetchall()
    apart = float(theirs) - (before + time.time()) / 2
    if abs(apart) > MOST_SECONDS_APART:
        direction = "behind" if apart > 0 else "ahead of"
        yield Finding("clock", f"this machine's is {abs(apart):.0f} seconds {direction} the database's")
    if connection.execute(RISKY_RIGHTS.replace("'r_public'", "session_user")).fetchone() != (0,):
        yield Finding("database", "a superuser has not run tenants/engine/harden.sql: see deploy/isolation.md")
    if not connection.pgconn.ssl_in_use and _is_far_away(connection.info.hostaddr):
        yield Finding("DATABASE_URL", "the way to the database is not encrypted; add ?sslmode=verify-full")


def _of_the_pool() -> Iterator[Finding]:
    try:
        refuse_transaction_pooling()
    except TransactionPooling as problem:
        yield Finding("DATABASE_URL", str(problem), stops=True)


def _is_far_away(address: str) -> bool:
    """Not on this machine, and not in a private network."""
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False

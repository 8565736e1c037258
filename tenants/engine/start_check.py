"""What is dangerous about the database's login, the way to it, and the database itself."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from kreislauf.regions import PUBLIC, stepping_into
from kreislauf.replica import REPLICA
from kreislauf.start_check import Finding
from tenants.engine.database.base import role_of
from tenants.engine.selftest import RISKY_RIGHTS, TransactionPooling, refuse_transaction_pooling

MOST_SECONDS_APART = 5.0  # codes of authenticator apps and signed links compare clocks
LOGIN = "SELECT rolsuper, rolcreaterole, rolinherit FROM pg_roles WHERE rolname = session_user"


def findings(process: str) -> Iterator[Finding]:
    """Nothing stops a process while the database is down: it starts, and is not ready."""
    yield from _untried()
    try:
        with stepping_into(None):
            params = connections["default"].get_connection_params()
        params.pop("cursor_factory", None)
        with psycopg.connect(**{"connect_timeout": 5, **params}, autocommit=True) as connection:
            yield from _of(connection)
            yield from _of_the_pool()
        if settings.CITUS or settings.STRICT_ISOLATION:
            yield from _of_an_open_door(params)
    except psycopg.Error as problem:
        yield Finding("DATABASE_URL", f"the database cannot be asked: {str(problem).splitlines()[0]}")


def _untried() -> Iterator[Finding]:
    """Switches that nobody has yet run together: deploy/scale.md."""
    others = {
        "KREISLAUF_STRICT_ISOLATION": settings.STRICT_ISOLATION,
        "DATABASE_REPLICA_URL": REPLICA in settings.DATABASES,
    }
    for name, is_on in others.items():
        if settings.CITUS and is_on:
            yield Finding("KREISLAUF_CITUS", f"it was never tried together with {name}: see deploy/scale.md")


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


def _of_an_open_door(params: dict[str, Any]) -> Iterator[Finding]:
    """Regions' roles may log in here: by a password of each, or, on Citus, from server to server only."""
    without = {**params, "user": role_of(PUBLIC), "password": "", "passfile": "/dev/null", "connect_timeout": 5}
    try:
        psycopg.connect(**without).close()
    except psycopg.OperationalError:
        return
    yield Finding("database", "it lets regions' roles in without a password: see pg_hba.conf in deploy/scale.md")


def _is_far_away(address: str) -> bool:
    """Not on this machine, and not in a private network."""
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False

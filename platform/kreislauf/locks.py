"""Advisory locks of PostgreSQL: one process at a time does a piece of work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.errors import LockNotAvailable


@contextmanager
def exclusive(name: str, *, on: BaseDatabaseWrapper, wait_seconds: float | None = 0) -> Iterator[bool]:
    """Whether the work ``name`` is ours alone until the block ends. ``wait_seconds=None`` waits without a limit.

    The connection ``on`` holds the lock, so that a killed process blocks nobody.
    """
    mine = _take(name, on, wait_seconds)
    try:
        yield mine
    finally:
        if mine:
            _let_go(name, on)


def lock_number(name: str) -> int:
    """The number by which PostgreSQL knows the lock."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def _take(name: str, connection: BaseDatabaseWrapper, wait_seconds: float | None) -> bool:
    number = lock_number(name)
    with connection.cursor() as cursor:
        if wait_seconds == 0:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
            return bool(cursor.fetchone()[0])
        patience = round((wait_seconds or 0) * 1000)  # milliseconds, and 0 means no limit
        try:
            # One message is one transaction: the timeout ends with it, the lock does not.
            cursor.execute(f"SET LOCAL lock_timeout = {patience}; SELECT pg_advisory_lock({number})")
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                return False
            raise
    return True


def _let_go(name: str, connection: BaseDatabaseWrapper) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock_number(name)])
    except Error:
        # The lock went with the connection; a new one must not inherit what is left of this one.
        connection.close()

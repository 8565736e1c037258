"""Read a region as of one point in time while others write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import IsolationLevel


@contextmanager
def snapshot() -> Iterator[None]:
    """A read-only transaction in which every query sees the state that the first one saw.

    Begins its own transaction; the driver refuses it inside another one.
    """
    connection.ensure_connection()
    raw = connection.connection
    before = raw.isolation_level, raw.read_only
    raw.isolation_level, raw.read_only = IsolationLevel.REPEATABLE_READ, True
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        if not raw.closed:
            raw.isolation_level, raw.read_only = before

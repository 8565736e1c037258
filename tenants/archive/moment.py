"""Reading a region as it was at one moment, while others write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import IsolationLevel


@contextmanager
def one_moment() -> Iterator[None]:
    """Every question inside gets the answer of the first one's moment, and nothing can be written.

    Begins a transaction of its own; inside of another it is refused by the driver.
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

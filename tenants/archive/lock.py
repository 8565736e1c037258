"""One process at a time brings in, restores, writes or removes a region."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connections

from kreislauf.regions import stepping_into

# The first of an advisory lock's two numbers: it keeps ours apart from everybody else's.
ARCHIVE = 7_462


@contextmanager
def at_work_on(label: str) -> Iterator[bool]:
    """Whether we are the only one. The lock ends with our connection, so that a killed process blocks nobody."""
    connection = connections["owner"]
    key: list[int | str] = [ARCHIVE, label.lower()]
    with stepping_into(None), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", key)
        (mine,) = cursor.fetchone() or (False,)
    try:
        yield bool(mine)
    finally:
        if mine:
            try:
                with stepping_into(None), connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", key)
            except Error:
                # The lock is gone with it; a new connection must not inherit what is left of this one.
                connection.close()

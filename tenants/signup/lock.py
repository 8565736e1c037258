"""One worker at a time makes a region, however many were told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connections

from kreislauf.regions import stepping_into

# The first of an advisory lock's two numbers: it keeps ours apart from everybody else's.
PROVISIONING = 7_461


@contextmanager
def working_on(application_id: int) -> Iterator[bool]:
    """Whether we are the only one at it. The lock ends with our connection, so that a killed worker blocks nobody.

    It is held on the owner's connection, which makes the schemas: without the lock there is nothing to make them with.
    """
    connection = connections["owner"]
    with stepping_into(None), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [PROVISIONING, application_id])
        (mine,) = cursor.fetchone() or (False,)
    try:
        yield bool(mine)
    finally:
        if mine:
            _let_go(application_id)


def _let_go(application_id: int) -> None:
    try:
        with stepping_into(None), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [PROVISIONING, application_id])
    except Error:
        # The connection is gone, and the lock with it; a new connection must not inherit what is left of this one.
        connections["owner"].close()

"""Somebody presses while another holds the row, who changes it and lets go."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import QuerySet

SOMEBODY_WAITS = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
)


def pressed_meanwhile(press: Callable[[], Any], *, held: QuerySet[Any], change: Callable[[], object]) -> Any:
    """What ``press`` gives that has found its row before ``change``, and locks one of ``held`` after it."""

    def pressed() -> Any:
        try:
            return press()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            held.select_for_update().get()
            answer = other.submit(pressed)
            _wait_for_somebody()
            change()
        return answer.result()


def _wait_for_somebody() -> None:
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(SOMEBODY_WAITS)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits for the lock")

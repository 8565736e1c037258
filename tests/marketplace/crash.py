"""A worker that dies at its n-th statement: what it has begun is undone, as by ``kill -9``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from kreislauf.regions import RegionCard
from tests.journeys.test_canary import digests

MOST = 400  # statements of one run


class Died(BaseException):
    """No ``except Exception`` of the product catches it."""


@contextmanager
def dying_at(number: int) -> Iterator[None]:
    """The statement with this number, counted from 1, is not carried out any more."""
    seen = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == number:
            raise Died
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def dies_everywhere(work: Callable[[], object], *, of: RegionCard) -> int:
    """Let ``work`` on one thing die at each statement in turn until it gets through: until then no row has changed.

    How often it died.
    """
    before = digests(of.schema)
    for number in range(1, MOST):
        try:
            with dying_at(number):
                work()
        except Died:
            changed = {table for table, digest in digests(of.schema).items() if before[table] != digest}
            assert changed == set(), f"dead at statement {number}, these rows stay: {changed}"
        else:
            return number - 1
    raise AssertionError(f"not through after {MOST} statements")

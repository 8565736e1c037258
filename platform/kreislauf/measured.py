"""What a room lets the platform measure: rows and sums in all regions together, and its most important answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet


class Waiting(NamedTuple):
    """Rows that should not wait long in any region: the platform watches how many there are, and the oldest's age.

    ``rows`` are of one table; ``since`` is their column, or an annotation of theirs, that says when it began to wait.
    """

    rows: Callable[[datetime], QuerySet[Any]]
    since: str


class Objective(NamedTuple):
    """Answers of which few may fail or be slow: an objective of ``deploy/slo.md``, drawn for the platform's people.

    Of these routes by their names, and of one method only if it is given.
    """

    routes: frozenset[str]
    slow_seconds: float
    method: str = ""


class ZeroSum(NamedTuple):
    """A column that must add up to 0 in each region: anything else is a mistake in the books."""

    rows: Callable[[], QuerySet[Any]]
    column: str

"""What a room lets the platform measure in all regions together."""

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


class ZeroSum(NamedTuple):
    """A column that must add up to 0 in each region: anything else is a mistake in the books."""

    rows: Callable[[], QuerySet[Any]]
    column: str

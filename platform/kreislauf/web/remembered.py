"""Sums over all of a large region's rows, computed every few minutes instead of for each page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import QuerySet

from kreislauf.counted import counted

T = TypeVar("T")
SECONDS = 300


def remembered(key: str, compute: Callable[[], T], *, over: QuerySet[Any]) -> T:
    """What ``compute`` returns; up to five minutes old where there are more rows to sum ``over`` than one counts.

    The cache keeps each region's own.
    """
    if not counted(over).more:
        return compute()
    known = None
    with suppress(Exception):  # without its server the cache remembers nothing
        known = cache.get(f"remembered:{key}")
    if known is None:
        known = compute()
        with suppress(Exception):
            cache.set(f"remembered:{key}", known, SECONDS)
    found: T = known
    return found

"""Sums over all of a large region's rows, computed every few minutes instead of for each page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from redis.exceptions import RedisError

from kreislauf.counted import counted

SECONDS = 300


def remembered(key: str, compute: Callable[[], Any], *, over: QuerySet[Any]) -> Any:
    """What ``compute`` returns: numbers, texts, lists and dicts, which the cache can hold; it keeps each region's own.

    Up to five minutes old where there are more rows to sum ``over`` than one counts.
    """
    if not counted(over).more:
        return compute()
    found = None
    with suppress(Exception):  # without its server the cache remembers nothing
        found = cache.get(_named(key))
    if found is None:
        found = compute()
        with suppress(OSError, RedisError):
            cache.set(_named(key), found, SECONDS)
    return found


def _named(key: str) -> str:
    return f"remembered:{key.replace(' ', '-')}"

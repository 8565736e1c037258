"""Counters that all processes share, in the cache server: of what happens where no port is asked, as in a task.

Without the server nothing is counted, and after its loss they begin at 0, which Prometheus takes for a restart.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.cache import caches
from redis.exceptions import RedisError

from kreislauf.regions import stepping_into

COUNTS, SWEEPS = "metrics:counts", "metrics:sweeps"


def count(name: str) -> None:
    """One more of ``name``."""
    with suppress(OSError, RedisError):
        client, key = _place(COUNTS)
        client.hincrby(key, name, 1)


def note_sweep(task: str, *, at: float) -> None:
    """The sweep has succeeded, at these seconds since 1970."""
    with suppress(OSError, RedisError):
        client, key = _place(SWEEPS)
        client.hset(key, task, int(at))


def counts() -> dict[str, int] | None:
    """Since the cache server began; None without it."""
    return _all(COUNTS)


def last_sweeps() -> dict[str, int] | None:
    """Task → seconds since 1970 of its last success; None without the cache server."""
    return _all(SWEEPS)


def _all(name: str) -> dict[str, int] | None:
    with suppress(OSError, RedisError):
        client, key = _place(name)
        return {field.decode(): int(number) for field, number in client.hgetall(key).items()}
    return None


def _place(name: str) -> tuple[Any, str]:
    cache: Any = caches["default"]
    with stepping_into(None):  # one for all regions
        return cache._cache.get_client(None, write=True), cache.make_key(name)

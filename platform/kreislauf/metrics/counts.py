"""Counters that all processes share, in the cache server: of what happens where no port is asked, as in a task.

Without the server nothing is counted, and after its loss they begin at 0, which Prometheus takes for a restart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.core.cache import caches
from redis.exceptions import RedisError

from kreislauf.regions import stepping_into

COUNTS, SWEEPS, CERTIFICATES = "metrics:counts", "metrics:sweeps", "metrics:certificates"


def count(name: str) -> None:
    """One more of ``name``."""
    count_all({name: 1})


def count_all(numbers: Mapping[str, int], *, under: str = COUNTS, kept_seconds: int = 0) -> bool:
    """So many more of each name, all or none; whether the cache server has them.

    What is counted ``under`` another name than that of all is forgotten so long after the last of it.
    """
    with suppress(OSError, RedisError):
        client, key = _place(under)
        with client.pipeline() as together:
            for name, number in numbers.items():
                together.hincrby(key, name, number)
            if kept_seconds:
                together.expire(key, kept_seconds)
            together.execute()
        return True
    return False


def note_sweep(task: str, *, at: float) -> None:
    """The sweep has succeeded, at these seconds since 1970."""
    with suppress(OSError, RedisError):
        client, key = _place(SWEEPS)
        client.hset(key, task, int(at))


def note_all(name: str, numbers: Mapping[str, int]) -> None:
    """These numbers, and no others, from now on."""
    with suppress(OSError, RedisError):
        client, key = _place(name)
        with client.pipeline() as together:
            together.delete(key)
            if numbers:
                together.hset(key, mapping=dict(numbers))
            together.execute()


def counts() -> dict[str, int] | None:
    """Since the cache server began; None without it."""
    return noted(COUNTS)


def last_sweeps() -> dict[str, int] | None:
    """Task → seconds since 1970 of its last success; None without the cache server."""
    return noted(SWEEPS)


def noted(name: str) -> dict[str, int] | None:
    """What was counted or noted under the name; None without the cache server."""
    found = noted_all([name])
    return found[0] if found else None


def noted_all(names: Sequence[str]) -> list[dict[str, int]] | None:
    """What was counted or noted under each of the names, in one round trip; None without the cache server."""
    with suppress(OSError, RedisError):
        places = [_place(name) for name in names]
        with places[0][0].pipeline() as together:
            for _client, key in places:
                together.hgetall(key)
            return [{field.decode(): int(number) for field, number in found.items()} for found in together.execute()]
    return None


def _place(name: str) -> tuple[Any, str]:
    cache: Any = caches["default"]
    with stepping_into(None):  # one for all regions
        return cache._cache.get_client(None, write=True), cache.make_key(name)

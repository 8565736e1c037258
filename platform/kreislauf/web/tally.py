"""Counts that a visit may leave behind although it changes no row: in the cache, until a sweep writes them down.

Each region has its own, and nothing in them says who came.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from typing import Any

from django.core.cache import caches
from redis.exceptions import RedisError

SECONDS_KEPT = 3 * 24 * 3600
MOST = 5000  # different things under one name: nobody fills the server's memory
ONCE_IN_SECONDS = 600


def tally(name: str, what: str, *, once_in_seconds: int = ONCE_IN_SECONDS) -> None:
    """One more of ``what``. Without its server nothing is counted.

    What comes twice in that time counts once, so that one person alone makes no number; with 0 everything counts.
    """
    with suppress(OSError, RedisError):
        client, key = _place(name)
        once = hashlib.sha256(f"{name} {what}".encode()).hexdigest()[:40]
        if once_in_seconds and not caches["default"].add(f"tally-once:{once}", 1, once_in_seconds):
            return
        with client.pipeline(transaction=False) as together:
            together.hincrby(key, what, 1).expire(key, SECONDS_KEPT).hlen(key)
            number, _kept, size = together.execute()
        if number == 1 and size > MOST:
            client.hdel(key, what)


def taken(name: str) -> dict[str, int]:
    """What was counted since the last time; it is forgotten here, so the caller writes it down."""
    with suppress(OSError, RedisError):
        client, key = _place(name)
        mine = f"{key}:{secrets.token_hex(8)}"
        if client.exists(key) and client.renamenx(key, mine):  # of two sweeps at once, each thing goes to one
            found = client.hgetall(mine)
            client.delete(mine)
            return {what.decode(): int(number) for what, number in found.items()}
    return {}


def _place(name: str) -> tuple[Any, str]:
    cache: Any = caches["default"]
    return cache._cache.get_client(None, write=True), cache.make_key(f"tally:{name}")

"""Counts that a visit may leave behind although it changes no row: in the cache, until a sweep writes them down.

Each region has its own. What is counted twice in a short while counts once, so that one person alone makes no number.
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


def tally(name: str, what: str) -> None:
    """One more of ``what``. Without its server nothing is counted."""
    with suppress(OSError, RedisError):
        client, key = _place(name)
        once = hashlib.sha256(f"{name} {what}".encode()).hexdigest()[:40]
        if not caches["default"].add(f"tally-once:{once}", 1, ONCE_IN_SECONDS):
            return
        if client.hlen(key) < MOST or client.hexists(key, what):
            client.hincrby(key, what, 1)
            client.expire(key, SECONDS_KEPT)


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

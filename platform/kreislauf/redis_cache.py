"""Django's Redis cache with its client kept: Django builds one for each question, which costs more than asking."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient


class KeptClient(RedisCacheClient):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """One client for each server; it takes a connection of its pool for each question, so threads may share it."""
        number = self._get_connection_pool_index(write)  # type: ignore[attr-defined]
        if number not in self._kept:
            self._kept[number] = super().get_client(key, write=write)
        return self._kept[number]


class RedisCache(DjangoRedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClient

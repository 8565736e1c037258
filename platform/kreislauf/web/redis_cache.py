"""Django's Redis cache with one client, and with values that only we can have written.

Django builds a client for each question, a third of the time of a cached page; and it stores pickles, so that whoever
may write to the shared server runs code here. Ours are JSON or bytes, signed together with their key: what somebody
else wrote, or copied from another key, counts as not there. Whole numbers stay as they are, since Redis counts with
them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends import redis
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import cached_property

_BYTES, _JSON = b"b", b"j"
_DIGEST_SIZE = 20


class _AsItIs:
    @staticmethod
    def dumps(value: Any) -> Any:
        return value

    loads = dumps


class OneClient(redis.RedisCacheClient):
    """For one server. The client takes a connection of its pool for each question, so threads may share it."""

    def __init__(self, servers: Any, **options: Any) -> None:
        super().__init__(servers, serializer=_AsItIs, **options)

    @cached_property
    def _client_of_all(self) -> Any:
        return super().get_client()

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return self._client_of_all

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return bool(super().add(key, _sealed(key, value), timeout))

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        super().set(key, _sealed(key, value), timeout)

    def set_many(self, data: Mapping[Any, Any], timeout: Any) -> None:
        super().set_many({key: _sealed(key, value) for key, value in data.items()}, timeout)

    def get(self, key: Any, default: Any) -> Any:
        found = super().get(key, None)
        return default if found is None else _opened(key, found, default)

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        missing = object()
        opened = {key: _opened(key, found, missing) for key, found in super().get_many(keys).items()}
        return {key: value for key, value in opened.items() if value is not missing}

    def change(self, key: Any, become: Callable[[Any], Any]) -> None:
        def exchange(pipe: Any) -> None:
            found = pipe.get(key)
            value = become(None if found is None else _opened(key, found, None))
            pipe.multi()
            pipe.set(key, _sealed(key, value))

        # Done again where somebody else has changed it meanwhile.
        self.get_client(key, write=True).transaction(exchange, key)


class RedisCache(redis.RedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient


def change_value(key: str, become: Callable[[Any], Any]) -> None:
    """Exchange a value for what ``become`` makes of it (of None where there is none), and keep that for good.

    Of two who do so at once, none undoes what the other has done.
    """
    cache: Any = caches["default"]
    cache._cache.change(cache.make_and_validate_key(key), become)


def _sealed(key: Any, value: Any) -> Any:
    if type(value) is int:
        return value
    if isinstance(value, bytes):
        content = _BYTES + value
    else:
        content = _JSON + json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":")).encode()
    return _signature(key, content) + content


def _opened(key: Any, found: bytes, default: Any) -> Any:
    if found.removeprefix(b"-").isdigit():
        return int(found)
    signature, content = found[:_DIGEST_SIZE], found[_DIGEST_SIZE:]
    if not hmac.compare_digest(signature, _signature(key, content)):
        return default
    return content[1:] if content[:1] == _BYTES else json.loads(content[1:])


def _signature(key: Any, content: bytes) -> bytes:
    # BLAKE2b with a key is a MAC of its own, and twice as fast as HMAC on a page of 40 KB.
    secret = hashlib.sha512(f"kreislauf.web.redis_cache:{settings.SECRET_KEY}".encode()).digest()
    digest = hashlib.blake2b(key=secret, digest_size=_DIGEST_SIZE)
    digest.update(f"{len(key)}:{key}".encode())
    digest.update(content)
    return digest.digest()

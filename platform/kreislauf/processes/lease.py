"""A lease in the cache server: one of several processes holds it, and has to renew it to keep it."""

from __future__ import annotations

import secrets

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

# Only the holder may lengthen it or give it up, and whether it is the holder is asked in the same step.
RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end"
GIVE_UP = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"


class Lease:
    """``name`` is held by one process at a time; a holder that dies loses it after ``seconds``."""

    def __init__(self, name: str, *, seconds: float, server: redis.Redis | None = None) -> None:
        self.key, self.milliseconds = f"kreislauf:lease:{name}", round(seconds * 1000)
        self.holder = secrets.token_hex(16)
        self.server = server or connect()

    def hold(self) -> bool:
        """Take the lease, or renew it. False if another process holds it. Raises the cache server's errors."""
        if self.server.eval(RENEW, 1, self.key, self.holder, self.milliseconds):
            return True
        return bool(self.server.set(self.key, self.holder, nx=True, px=self.milliseconds))

    def give_up(self) -> None:
        """Let the next one take it at once."""
        self.server.eval(GIVE_UP, 1, self.key, self.holder)


def connect(url: str = "") -> redis.Redis:
    """The cache server, asked once and not for long: who cannot reach it is not the holder."""
    once = Retry(NoBackoff(), 0)  # by default the client tries again for seconds
    return redis.Redis.from_url(url or settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2, retry=once)

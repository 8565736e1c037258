"""The cache server and the queue's: whether they answer, and whether they would drop queued tasks."""

from __future__ import annotations

from collections.abc import Iterator

import redis
from django.conf import settings

from kreislauf.processes.lease import connect
from kreislauf.start_check import Finding


def findings(process: str) -> Iterator[Finding]:
    for name, url in {"REDIS_URL": settings.REDIS_URL, "BROKER_URL": settings.CELERY_BROKER_URL}.items():
        if url.startswith(("redis://", "rediss://", "unix://")) and (name == "REDIS_URL" or url != settings.REDIS_URL):
            yield from _asked(name, url)


def _asked(name: str, url: str) -> Iterator[Finding]:
    try:
        with connect(url) as server:
            server.ping()
            policy = _policy(server)
    except (redis.RedisError, ValueError) as problem:
        yield Finding(name, f"the server does not answer ({type(problem).__name__})")
        return
    if policy.startswith("allkeys") and url == settings.CELERY_BROKER_URL:
        yield Finding(name, f"with maxmemory-policy {policy} a full server drops queued tasks; use volatile-lru")


def _policy(server: redis.Redis) -> str:
    """Empty where the login may not ask."""
    try:
        return str(server.info("memory").get("maxmemory_policy", ""))
    except redis.RedisError:
        return ""

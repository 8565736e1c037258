"""What waits for a worker, asked at the broker."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

QUEUE, TAKEN = "celery", "unacked"
QUEUED_AT = "kreislauf_queued_at"  # header of a message: seconds since 1970


@dataclass(frozen=True)
class Queue:
    """Tasks that wait for a worker, tasks that a worker has taken, and how long the oldest has waited."""

    waiting: int
    taken: int
    oldest_seconds: float = 0.0


def queue() -> Queue | None:
    """``None`` if the broker does not answer within a second."""
    try:
        with Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=1, socket_connect_timeout=1) as broker:
            together = broker.pipeline(transaction=False)
            waiting, taken, oldest = together.llen(QUEUE).hlen(TAKEN).lindex(QUEUE, -1).execute()
    except (RedisError, OSError, ValueError):
        return None
    return Queue(waiting=int(waiting), taken=int(taken), oldest_seconds=_age(oldest))


def _age(message: bytes | None) -> float:
    """0 where there is none, and for one that another version has queued."""
    try:
        headers: Any = json.loads(message or b"{}")["headers"]
        return max(time.time() - float(headers[QUEUED_AT]), 0.0)
    except (KeyError, TypeError, ValueError):
        return 0.0

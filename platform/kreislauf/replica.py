"""Reading from a copy of the database that follows it (a streaming replica), where that is allowed.

A page is read there only while the replica has everything that was written in its region by requests and by changes
that void pages. So nobody misses what they have just sent, and no old page gets into the page cache. All processes of
an installation need the setting, the worker too: who writes notes where in the server's log that stands.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections

from kreislauf.regions import stepping_into
from kreislauf.web.redis_cache import change_value

REPLICA = "replica"
WRITTEN = "written"  # the region's key in the cache: up to where in the log its writes go
WRITTEN_SECONDS = 60  # longer than a replica may lag
CHECK_SECONDS = 1.0
AWAY_SECONDS = 10.0  # a replica that did not answer is not asked again before

logger = logging.getLogger(__name__)
_reading: ContextVar[bool] = ContextVar("reading_from_replica", default=False)


def is_reading_from_replica() -> bool:
    return _reading.get()


@contextmanager
def reading_from_replica() -> Iterator[None]:
    """Questions of the block go to the replica; what is written still goes to the database."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def reading_connection() -> Any:
    """The connection for SQL that is written by hand and reads only."""
    return connections[REPLICA if _reading.get() else DEFAULT_DB_ALIAS]


def note_write(place: Any) -> None:
    """Pages of this region are read from the replica when it has what is committed by now."""
    if REPLICA not in settings.DATABASES:
        return
    with stepping_into(place), suppress(Exception):  # without the cache nothing is read from the replica
        at = _end_of_log()
        change_value(WRITTEN, lambda before: max(before or 0, at))
        cache.touch(WRITTEN, WRITTEN_SECONDS)


class Replica:
    """What this process knows of the replica: asked once a second, by a request that wants to read there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checked_at = self._known_at = self._away_until = float("-inf")
        self._seen: deque[tuple[float, int]] = deque(maxlen=60)  # when the database's log ended where
        self._replayed = -1  # up to where the replica has it
        self._follows = True

    def has_everything(self) -> bool:
        """Whether it has the current region's writes, and lags no more than the setting allows."""
        now = time.monotonic()
        with self._lock:
            if now < self._away_until:
                return False
            due = now - self._checked_at >= CHECK_SECONDS
            if due:  # the others go by what is known meanwhile
                self._checked_at = now
        try:
            written = cache.get(WRITTEN, 0)
            if due:
                self._check(now)
        except Exception as error:  # the replica, the cache: without either the database answers
            self.give_up(error)
            return False
        return self._follows and self._replayed >= int(written) and now - self._known_at < 2 * CHECK_SECONDS

    def give_up(self, error: Exception) -> None:
        """Leave it alone for a while, unless it only could not wait with what it replays (40001)."""
        if getattr(error.__cause__, "sqlstate", "") == "40001":
            return
        self._away_until = time.monotonic() + AWAY_SECONDS
        logger.warning("The replica is left alone for %d s: %s", AWAY_SECONDS, type(error).__name__)

    def _check(self, now: float) -> None:
        self._seen.append((now, _end_of_log()))
        with connections[REPLICA].cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0'::pg_lsn")
            is_replica, replayed = cursor.fetchone()
        self._replayed = int(replayed) if is_replica else -1
        while len(self._seen) > 1 and self._seen[1][1] <= self._replayed:
            self._seen.popleft()
        at, end = self._seen[0]
        follows = end <= self._replayed and now - at <= settings.REPLICA_LAG_SECONDS
        if follows != self._follows:
            logger.warning("The replica %s.", "has caught up" if follows else "lags or is none")
        self._follows, self._known_at = follows, now


def _end_of_log() -> int:
    """Where the database's log of changes ends: what is committed stands before it (``synchronous_commit`` is on)."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn")
        return int(cursor.fetchone()[0])


replica = Replica()

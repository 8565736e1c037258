"""Beat's schedule for several beats: one sends, the others wait; when each entry was last sent is known to all."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import redis
from celery.beat import ScheduleEntry, Scheduler

from kreislauf.processes.alive import touch
from kreislauf.processes.lease import Lease, connect

logger = logging.getLogger(__name__)

LEASE_SECONDS = 10.0  # so long nobody sends after a beat was killed; one that is stopped gives the lease up
SECONDS_BETWEEN = 2.0  # renewals, and looks of the others whether it is their turn
LAST_SENT = "kreislauf:beat:last_sent"  # a hash: the entry's name, seconds since 1970


class SharedScheduler(Scheduler):
    """Sends only while it holds the lease, and keeps nothing on disk."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.server = connect()
        self.lease = Lease("beat", seconds=LEASE_SECONDS, server=self.server)
        self.holds = False
        options["max_interval"] = SECONDS_BETWEEN
        super().__init__(*args, **options)

    def setup_schedule(self) -> None:
        self.merge_inplace(self.app.conf.beat_schedule)

    def tick(self, *args: Any, **options: Any) -> float:
        """Send what is due, if it is this beat's turn. Returns the seconds until the next look."""
        touch()
        if not self._is_our_turn():
            return SECONDS_BETWEEN
        return min(float(super().tick(*args, **options)), SECONDS_BETWEEN)

    def apply_async(self, entry: ScheduleEntry, *args: Any, **options: Any) -> Any:
        sent = super().apply_async(entry, *args, **options)
        self.server.hset(LAST_SENT, entry.name, datetime.now(UTC).timestamp())
        return sent

    def close(self) -> None:
        """Another beat goes on at once."""
        if self.holds:
            try:
                self.lease.give_up()
            except redis.RedisError:
                logger.warning("the lease could not be given up")
        super().close()

    def _is_our_turn(self) -> bool:
        held_before = self.holds
        try:
            self.holds = self.lease.hold()
            if self.holds and not held_before:
                self._resume()
        except redis.RedisError as problem:
            logger.warning("beat cannot reach the cache server: %s", type(problem).__name__)
            self.holds = False
        if self.holds != held_before:
            logger.info("this beat sends" if self.holds else "another beat sends")
        return self.holds

    def _resume(self) -> None:
        """Go on where the last beat stopped: what fell due meanwhile is sent now."""
        for entry in self.schedule.values():
            # A new entry's time counts from here, also for a beat that starts before it was sent once.
            self.server.hsetnx(LAST_SENT, entry.name, entry.last_run_at.timestamp())
        for name, seconds in self.server.hgetall(LAST_SENT).items():
            entry = self.schedule.get(str(name, "ascii") if isinstance(name, bytes) else name)
            if entry is not None:
                entry.last_run_at = datetime.fromtimestamp(float(seconds), UTC).astimezone(self.app.timezone)
        self._heap = None

"""When an event is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_TRIES = 16  # in some three days
LONGEST_WAIT = timedelta(hours=6)
QUARANTINE_WAIT = timedelta(minutes=10)
TRIES_FOR_ACCOUNT = 4  # an account is told of before its row is written: some minutes


def next_try(tries: int, *, at: datetime) -> datetime:
    """1, 2, 4 minutes and so on. Until then nobody else takes the event up: it is the lease of who handles it."""
    return at + min(timedelta(minutes=2 ** min(tries, 12)), LONGEST_WAIT)

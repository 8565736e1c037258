"""When the sweeper asks the provider again. Events only ever make it sooner."""

from __future__ import annotations

from datetime import datetime, timedelta

from billing.payments.models import Attempt

FIRST = timedelta(seconds=10)
UNDECIDED_AT_MOST = timedelta(minutes=1)
DECIDED_AT_LEAST = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(days=200)  # a card payment can be disputed for 120 days, some of them for 180


QUIET_AT_MOST = timedelta(days=1)  # also where a provider says that nothing will happen


def next_check(attempt: Attempt, *, at: datetime, news_at: datetime | None = None) -> datetime | None:
    """After half the attempt's age once more: often while it is young, some forty times in all; then never.

    Where the provider says that it has no news before ``news_at``, an undecided one is left alone for so long.
    """
    age = at - attempt.created_at
    if attempt.is_undecided:
        if news_at is not None and news_at > at:
            return min(news_at, at + QUIET_AT_MOST)
        return at + min(max(age / 2, FIRST), UNDECIDED_AT_MOST)
    if age > FORGOTTEN_AFTER:
        return None
    return at + max(age / 2, DECIDED_AT_LEAST)

"""How tasks ended of late, in the cache server."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from redis import ConnectionError as AwayError

from kreislauf.metrics import counts
from kreislauf.metrics.task_ends import note_end, recent_ends

NOW = 1_800_000_000.0
HALF_HOUR = 1800


def test_each_task_of_the_last_half_hour_counts_by_itself() -> None:
    note_end("sweep", is_failed=True, at=NOW - HALF_HOUR)
    note_end("sweep", is_failed=False, at=NOW)
    note_end("other", is_failed=False, at=NOW)

    assert recent_ends(at=NOW) == {"other": (1, 0), "sweep": (2, 1)}


def test_what_is_older_does_not_count_and_is_forgotten() -> None:
    note_end("sweep", is_failed=True, at=NOW - HALF_HOUR - 300)

    assert recent_ends(at=NOW) == {}
    (key,) = cache._cache.get_client(None).keys("*metrics:tasks:*")
    assert 0 < cache._cache.get_client(None).ttl(key) <= 2 * HALF_HOUR


def test_without_the_cache_server_nothing_is_known_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(name: str) -> None:
        raise AwayError

    monkeypatch.setattr(counts, "_place", away)
    note_end("sweep", is_failed=True, at=NOW)

    assert recent_ends(at=NOW) is None

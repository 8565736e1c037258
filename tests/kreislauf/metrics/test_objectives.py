"""Answers that the objectives are about are counted together by all processes, for the operators' charts."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from redis import Redis

from kreislauf.metrics import objectives
from kreislauf.metrics.counts import counts
from kreislauf.metrics.objectives import note_answer

TILL, API = "vouchers:till:redemption", "api:vouchers:till:redemptions"


class Clock:
    """Stands in for the time since the process began, in seconds."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Nothing is counted yet, and the next answer adds what there is."""
    clock = Clock()
    monkeypatch.setattr(objectives, "monotonic", clock)
    monkeypatch.setattr(objectives, "_added_at", [0.0])
    objectives._own.clear()
    yield clock
    objectives._own.clear()


def note(route: str = "vouchers:offers", method: str = "GET", status: int = 200, seconds: float = 0.1) -> None:
    note_answer(route, method, status, seconds=seconds)


def found() -> dict[str, int]:
    return counts() or {}


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        ({}, {"pages": 1}),
        ({"status": 404}, {"pages": 1}),
        ({"status": 500}, {"pages": 1, "pages_failed": 1}),
        ({"seconds": 9.0}, {"pages": 1}),
        ({"route": "(none)", "status": 404}, {"pages": 1}),
        ({"route": "(health)", "status": 503}, {}),
        ({"route": "(static)", "status": 500}, {}),
        ({"route": "(closed)", "status": 503}, {}),
        ({"route": "(page cache)"}, {"pages": 1, "cached_pages": 1}),
        ({"route": "(page cache)", "seconds": 0.31}, {"pages": 1, "cached_pages": 1, "cached_pages_slow": 1}),
        ({"route": TILL}, {"pages": 1}),
        ({"route": TILL, "method": "POST", "status": 302}, {"pages": 1, "redemptions": 1}),
        ({"route": API, "method": "POST", "seconds": 1.0}, {"pages": 1, "redemptions": 1}),
        ({"route": API, "method": "POST", "seconds": 1.1}, {"pages": 1, "redemptions": 1, "redemptions_slow": 1}),
        (
            {"route": TILL, "method": "POST", "status": 500},
            {"pages": 1, "pages_failed": 1, "redemptions": 1, "redemptions_failed": 1},
        ),
    ],
)
def test_an_answer_counts_for_what_it_was(clock: Clock, answer: dict[str, object], counted: dict[str, int]) -> None:
    note(**answer)  # type: ignore[arg-type]

    assert found() == counted


def test_the_cache_server_is_asked_every_ten_seconds_at_most(clock: Clock) -> None:
    note()
    for _ in range(3):
        note()
    assert found() == {"pages": 1}

    clock.now += 10
    note(status=500)
    assert found() == {"pages": 5, "pages_failed": 1}


def test_without_the_cache_server_nothing_is_lost_and_no_answer_fails(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1)
    with monkeypatch.context() as patch:
        patch.setattr(cache._cache, "get_client", lambda *args, **kwargs: gone)
        note()

    clock.now += 10
    note()
    assert found() == {"pages": 2}


def test_threads_that_answer_at_once_count_each_answer_once(clock: Clock) -> None:
    def answer() -> None:
        for _ in range(200):
            clock.now += 1
            note()
        # Each thread has connections of its own, which nobody closes where it ends.
        cache._cache.get_client(write=True).connection_pool.disconnect()

    threads = [threading.Thread(target=answer) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    clock.now += 10
    note()

    assert found() == {"pages": 1601}


@pytest.mark.django_db
def test_a_page_that_is_asked_for_counts(site: Client, clock: Clock) -> None:
    site.get("/gutscheine/")

    assert found() == {"pages": 1}


def test_each_counter_is_named_once() -> None:
    names = list(objectives.counters())

    assert sorted(names) == sorted(set(names))
    assert {"pages", "pages_failed", "redemptions", "redemptions_failed", "redemptions_slow"} <= set(names)

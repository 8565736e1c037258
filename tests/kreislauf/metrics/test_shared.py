"""What workers count together: mails, sweeps, and the queue's length and age."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery.schedules import crontab
from django.core.cache import cache
from prometheus_client import CollectorRegistry
from pytest_django import Settings
from redis import Redis

from kreislauf.celery import app
from kreislauf.metrics import intervals
from kreislauf.metrics.counts import count, counts, last_sweeps, note_sweep
from kreislauf.metrics.shared import Shared
from kreislauf.queue import QUEUE, queue
from kreislauf.regions import RegionCard, stepping_into


@pytest.fixture
def broker(settings: Settings) -> Iterator[Redis]:
    """An empty queue."""
    with Redis.from_url(settings.CELERY_BROKER_URL) as client:
        client.delete(QUEUE)
        yield client
        client.delete(QUEUE)


def sample(name: str, labels: dict[str, str] | None = None) -> float | None:
    registry = CollectorRegistry()
    registry.register(Shared())
    return registry.get_sample_value(name, labels or {})


def test_the_age_of_the_queue_is_its_oldest_message_s(broker: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    for ago in (90, 5):
        monkeypatch.setattr(time, "time", lambda ago=ago: 1_800_000_000.0 - ago)
        app.send_task("tenants.tasks.find_parents")
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)

    found = queue()

    assert found is not None
    assert (found.waiting, found.oldest_seconds) == (2, 90.0)
    assert (sample("kreislauf_queue_length"), sample("kreislauf_queue_oldest_seconds")) == (2, 90)
    assert sample("kreislauf_queue_up") == 1


@pytest.mark.parametrize("message", ["kein JSON", "{}", '{"headers": {}}', '{"headers": {"kreislauf_queued_at": "x"}}'])
def test_a_message_without_an_age_has_none(broker: Redis, message: str) -> None:
    broker.lpush(QUEUE, message)

    found = queue()

    assert found is not None
    assert (found.waiting, found.oldest_seconds) == (1, 0.0)


def test_a_broker_that_is_away_is_a_figure_of_its_own(settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    assert (sample("kreislauf_queue_up"), sample("kreislauf_queue_length")) == (0, None)


def test_all_processes_and_all_regions_count_together(kiel: RegionCard) -> None:
    count("mail_sent")
    with stepping_into(kiel):
        count("mail_sent")

    assert counts() == {"mail_sent": 2}
    assert (sample("kreislauf_mail_sent_total"), sample("kreislauf_mail_failed_total")) == (2, 0)


def test_a_sweep_has_the_age_of_its_last_success() -> None:
    note_sweep("tenants.tasks.sweep_mail", at=time.time() - 100)
    labels = {"task": "tenants.tasks.sweep_mail"}

    assert sample("kreislauf_sweep_age_seconds", labels) == pytest.approx(100, abs=3)
    assert sample("kreislauf_sweep_interval_seconds", labels) == 60
    assert sample("kreislauf_sweep_age_seconds", {"task": "tenants.tasks.find_parents"}) is None


def test_without_the_cache_server_nothing_is_counted_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=1)
    with monkeypatch.context() as patch:
        patch.setattr(cache._cache, "get_client", lambda *args, **kwargs: gone)
        count("mail_sent")
        note_sweep("tenants.tasks.sweep_mail", at=1)

        assert (counts(), last_sweeps()) == (None, None)
        assert sample("kreislauf_mail_sent_total") is None


@pytest.mark.parametrize(
    ("schedule", "seconds"),
    [
        (60, 60),
        (crontab(minute=40), 3600),
        (crontab(hour=3, minute=40), 24 * 3600),
        (crontab(hour="6,9,12", minute=30), 18 * 3600),
        (crontab(day_of_week="fri,sat", hour="6,9,12", minute=20), 6 * 24 * 3600 - 6 * 3600),
    ],
)
def test_the_longest_pause_of_a_timetable(schedule: Any, seconds: float) -> None:
    assert intervals._longest_pause(schedule) == seconds


def test_every_sweep_has_an_interval() -> None:
    assert {task: seconds for task, seconds in intervals.intervals().items() if not 10 <= seconds <= 7 * 86400} == {}

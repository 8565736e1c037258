"""`kreislauf worker` finishes what it has begun, and shows that it is alive."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import redis
from pytest_django import Settings

from kreislauf.processes import alive
from kreislauf.processes.alive import touching
from tests.kreislauf.processes.running import running, until
from tests.kreislauf.processes.slow_task import slow


@pytest.mark.slow
def test_a_task_that_has_begun_is_finished_on_sigterm_and_none_begins(tmp_path: Path) -> None:
    redis.Redis.from_url(os.environ["REDIS_URL"]).delete("celery")
    seen = tmp_path / "alive"
    module = "tests.kreislauf.processes.slow_task"
    with running(module, tmp_path / "worker.log", WORKER_PROCESSES="1", ALIVE_FILE=str(seen)) as worker:
        until(lambda: worker.says("ready."))
        assert seen.exists()
        (tmp_path / "second").mkdir()
        slow.delay(str(tmp_path))
        until((tmp_path / "begun").exists)
        slow.delay(str(tmp_path / "second"))
        worker.ends()

    assert worker.process.returncode == 0
    assert (tmp_path / "ended").exists()
    assert not (tmp_path / "second" / "begun").exists()
    assert not seen.exists()


@pytest.mark.slow
def test_a_worker_that_waits_for_the_queues_server_is_alive_and_hears_sigterm(tmp_path: Path) -> None:
    seen = tmp_path / "alive"
    with running("worker", tmp_path / "w.log", BROKER_URL="redis://127.0.0.1:1/0", ALIVE_FILE=str(seen)) as worker:
        until(lambda: worker.says("Trying again in"))
        assert seen.exists()
        worker.ends()


def test_the_file_is_touched_all_along(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALIVE_FILE = tmp_path / "alive"
    monkeypatch.setattr(alive, "SECONDS_BETWEEN", 0.01)
    with touching():
        os.utime(settings.ALIVE_FILE, (0, 0))
        until(lambda: settings.ALIVE_FILE.stat().st_mtime > time.time() - 60)


def test_without_a_place_to_write_the_work_goes_on(settings: Settings) -> None:
    settings.ALIVE_FILE = Path("/proc/nowhere")
    with touching():
        pass

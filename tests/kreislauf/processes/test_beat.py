"""Of two beats one sends; the other takes over when it goes, and goes on where it stopped."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
import redis

from tests.kreislauf.processes.running import Running, running, until

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def server() -> redis.Redis:
    server = redis.Redis.from_url(os.environ["REDIS_URL"])
    for key in server.keys("kreislauf:*beat*"):
        server.delete(key)
    return server


def test_a_second_beat_waits_and_takes_over(tmp_path: Path) -> None:
    with running("beat", tmp_path / "one.log") as one, running("beat", tmp_path / "two.log") as two:
        until(lambda: sends(one) or sends(two))
        first, second = (one, two) if sends(one) else (two, one)
        time.sleep(3)
        assert not sends(second)

        first.ends()
        until(lambda: sends(second))


def test_after_a_killed_beat_another_sends_within_seconds(tmp_path: Path) -> None:
    with running("beat", tmp_path / "one.log") as one:
        until(lambda: sends(one))
        with running("beat", tmp_path / "two.log") as two:
            until(lambda: two.says("beat: Starting"))
            one.process.send_signal(signal.SIGKILL)
            until(lambda: sends(two))


def sends(beat: Running) -> bool:
    return beat.says("this beat sends")

"""Web, worker and beat as they run, each with its port; and what a worker says of how its tasks ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from kreislauf.metrics.task_ends import recent_ends
from kreislauf.queue import QUEUE
from kreislauf.regions import RegionCard
from tests.kreislauf.metrics import ends_app

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
SECONDS = 240  # on a machine that does much else
CELERY = ["celery", "-A", "tests.kreislauf.metrics.ends_app"]
Samples = dict[tuple[str, str], float]


@pytest.fixture(autouse=True)
def empty_queue() -> Iterator[None]:
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.delete(QUEUE)
        yield
        broker.delete(QUEUE)


@contextmanager
def running(folder: Path, *command: str) -> Iterator[int]:
    """The process, and the port of its metrics."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    env = {**os.environ, "METRICS_BIND": f"127.0.0.1:{port}", "LOG_LEVEL": "ERROR"}
    with (folder / "process.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-W", "ignore", "-m", *command], stdout=log, stderr=log, env=env)
        try:
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            finally:
                print((folder / "process.log").read_text())


def samples(port: int) -> Samples:
    """A sample's name and its only interesting label → its value; nothing while the port does not answer."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            text = answer.read().decode()
    except (URLError, ConnectionError):
        return {}
    return {
        (sample.name, " ".join(value for label, value in sorted(sample.labels.items()) if label != "version")): (
            sample.value
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def wait_for(port: int, there: Callable[[Samples], bool]) -> Samples:
    until = time.monotonic() + SECONDS
    while not there(found := samples(port)):
        assert time.monotonic() < until, f"Only this came: {found}"
        time.sleep(0.2)
    return found


def _wait_until_served(url: str) -> None:
    """The port of the figures opens while the application is loaded, the one of the pages after that."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            with urlopen(url, timeout=20) as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError):
            assert time.monotonic() < until, f"{url} was not served"
            time.sleep(0.2)


def _ended(found: Samples) -> float:
    return sum(value for (name, _), value in found.items() if name == "kreislauf_tasks_total")


@pytest.mark.parametrize("pool", ["prefork", "threads"])
def test_a_worker_says_how_its_tasks_ended(kiel: RegionCard, tmp_path: Path, pool: str) -> None:
    for task in (ends_app.succeeds, ends_app.succeeds, ends_app.fails, ends_app.is_retried):
        task.delay()
    own = f"{ends_app.__name__}."
    if pool == "prefork":
        ends_app.takes_too_long.delay()  # threads know no time limit
    ends = 6 if pool == "prefork" else 5  # the task that is tried again ends twice

    with running(tmp_path, *CELERY, "worker", "--pool", pool, "--concurrency", "2") as port:
        found = wait_for(port, lambda now: _ended(now) >= ends)

    ended = {labels: value for (name, labels), value in found.items() if name == "kreislauf_tasks_total"}
    assert ended.pop(f"timed out {own}takes_too_long", 1) == 1
    assert ended == {
        f"succeeded {own}succeeds": 2,
        f"failed {own}fails": 1,
        f"retried {own}is_retried": 1,
        f"succeeded {own}is_retried": 1,
    }
    recent = recent_ends(at=time.time())
    assert recent is not None
    assert recent.pop(f"{own}takes_too_long", (1, 1)) == (1, 1)
    assert recent == {f"{own}succeeds": (2, 0), f"{own}fails": (1, 1), f"{own}is_retried": (2, 0)}
    assert found["kreislauf_task_seconds_count", f"{own}succeeds"] == 2
    assert found["kreislauf_build_info", "worker"] == 1
    assert found["kreislauf_queue_up", ""] == 1


def test_beat_fills_the_queue_a_worker_measures_and_its_port_has_every_figure(kiel: RegionCard, tmp_path: Path) -> None:
    schedule = ["--scheduler", "kreislauf.processes.beat_schedule.SharedScheduler", "--pidfile="]
    (tmp_path / "b").mkdir()
    with running(tmp_path / "b", *CELERY, "beat", *schedule) as beat:
        ticked = wait_for(beat, lambda now: ("kreislauf_beat_last_tick_seconds", "") in now)
        with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
            assert broker.llen(QUEUE) > 0
            broker.delete(QUEUE)
    assert 0 <= ticked["kreislauf_beat_last_tick_seconds", ""] < 30
    ends_app.app.send_task("tenants.tasks.measure_platform")

    with running(tmp_path, *CELERY, "worker", "--pool", "prefork", "--concurrency", "1") as worker:
        sweep = ("kreislauf_sweep_age_seconds", "tenants.tasks.measure_platform")
        wait_for(worker, lambda now: sweep in now)
    with running(tmp_path, *CELERY, "worker", "--pool", "prefork", "--concurrency", "1") as worker:
        found = wait_for(worker, lambda now: ("kreislauf_measured_seconds", "") in now)

    assert found["kreislauf_regions", "live"] == 2
    assert found["kreislauf_ledger_sum_cents", ""] == 0
    assert found["kreislauf_payments_open_oldest_seconds", ""] == 0
    assert found["kreislauf_sweep_interval_seconds", "tenants.tasks.measure_platform"] == 60


def test_the_web_has_a_port_of_its_own(kiel: RegionCard, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        pages = free.getsockname()[1]
    command = [
        "granian",
        "--interface",
        "wsgi",
        "--no-ws",
        "--workers-kill-timeout",
        "2",
        "--port",
        str(pages),
        "kreislauf.wsgi:application",
    ]
    with running(tmp_path, *command) as port:
        wait_for(port, lambda now: ("kreislauf_build_info", "web") in now)
        _wait_until_served(f"http://127.0.0.1:{pages}/-/healthy")
        found = wait_for(port, lambda now: ("kreislauf_requests_total", "200 GET (health)") in now)

    assert found["kreislauf_process_db_connections", ""] == 0
    assert ("kreislauf_queue_up", "") not in found

"""Real workers, of each of Celery's pools, with tasks of two regions taking turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.conf import settings

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, stepping_into
from tests.tenants.engine.pool_app import QUEUE, look

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 30
SECONDS = 40


@pytest.fixture
def valkey() -> Iterator[redis.Redis]:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete(QUEUE, QUEUE + "-seen")
        yield client
        client.delete(QUEUE, QUEUE + "-seen")


@pytest.mark.parametrize(("pool", "at_once"), [("prefork", 2), ("threads", 4), ("solo", 1)])
def test_tasks_of_two_regions_see_their_own_only(
    kiel: RegionCard, dortmund: RegionCard, valkey: redis.Redis, tmp_path: Path, pool: str, at_once: int
) -> None:
    people = {kiel.schema: "ute@kiel.example", dortmund.schema: "karl@dortmund.example"}
    for card in (kiel, dortmund):
        with stepping_into(card):
            User.objects.create(email=people[card.schema])
    for number in range(ROUNDS):
        with stepping_into((kiel, dortmund)[number % 2]):
            look.apply_async([number], queue=QUEUE)

    with worker(pool, at_once, tmp_path) as process:
        deadline = time.monotonic() + SECONDS
        while valkey.llen(QUEUE + "-seen") < ROUNDS:
            assert process.poll() is None, "The worker ended."
            assert time.monotonic() < deadline, "The worker did not get through."
            time.sleep(0.05)

    seen = [json.loads(line) for line in valkey.lrange(QUEUE + "-seen", 0, -1)]
    assert sorted(seen) == sorted(
        [schema, [email, email]] for schema, email in people.items() for _ in range(ROUNDS // 2)
    )


@contextmanager
def worker(pool: str, at_once: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "tests.tenants.engine.pool_app", "worker"]
    command += ["--pool", pool, "--concurrency", str(at_once), "-Q", QUEUE, "--without-gossip", "--without-mingle"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "LOG_LEVEL": "ERROR"})
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)

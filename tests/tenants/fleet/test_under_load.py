"""Dozens of regions get new tables while the code of before serves them: nobody is answered with an error."""

from __future__ import annotations

import http.client
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from django.db import connections

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.regions import stepping_into
from marketplace.businesses.models import Business
from tenants.fleet.migrate import migrate_fleet
from tenants.models import Region
from tests.make import make_business
from tests.tenants.fleet.conftest import make_region
from tests.tenants.fleet.tomorrow import COLUMN, INDEX, ROWS, TABLE, Tomorrow
from tests.thorough import enough

REGIONS, VISITORS = enough(24, thorough=50), 3


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_while_the_fleet_is_migrated_every_page_is_served_and_every_write_kept(tmp_path: Path) -> None:
    regions = [make_region(f"ort-{number:02}") for number in range(REGIONS)]
    answers, written, over = Counter[int](), Counter[str](), threading.Event()

    with _web(tmp_path / "web.log") as port:
        crowd = [threading.Thread(target=_visit, args=(port, regions, n, answers, over)) for n in range(VISITORS)]
        crowd.append(threading.Thread(target=_write, args=(regions, written, over)))
        for person in crowd:
            person.start()
        _until(lambda: answers.total() > 20)
        with Tomorrow(tmp_path, _0901=COLUMN, _0902=ROWS, _0903=TABLE, _0904=INDEX):
            result = migrate_fleet(regions, by="Robin", workers=2, wave=20)
        seen = answers.total()
        _until(lambda: answers.total() > seen + 20)
        over.set()
        for person in crowd:
            person.join(30)

    assert (len(result.done), result.failed) == (REGIONS, {})
    assert set(answers) == {200}, answers
    assert sum(written.values()) > 10
    for region in regions:
        with stepping_into(region.card()):
            assert Business.objects.count() == 1 + written[region.label]


@contextmanager
def _web(log: Path) -> Iterator[int]:
    """Today's code, as the platform runs it."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "granian", "--interface", "wsgi", "--host", LOOPBACK]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "3", "--no-ws"]
    process = start([*command, "kreislauf.wsgi:application"], log=log, env=dict(os.environ), cwd=Path.cwd())
    try:
        _until(lambda: _get(port, "ort-00.localhost", "/-/healthy") == 200)
        yield port
    finally:
        stop(process)


def _visit(port: int, regions: list[Region], start_at: int, answers: Counter[int], over: threading.Event) -> None:
    """From region to region, each time with a question that no cache has answered yet."""
    for number in count(start_at, VISITORS):
        if over.is_set():
            return
        region = regions[number % REGIONS]
        answers[_get(port, f"{region.label}.localhost", f"/betriebe/?suche=b{number}")] += 1


def _write(regions: list[Region], written: Counter[str], over: threading.Event) -> None:
    try:
        for number in count():
            if over.is_set():
                return
            region = regions[number * 7 % REGIONS]
            with stepping_into(region.card()):
                make_business(name=f"Laden {number}")
            written[region.label] += 1
    finally:
        connections.close_all()


def _get(port: int, host: str, path: str) -> int:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": host})
        response = connection.getresponse()
        response.read()
    except OSError:
        return 0
    finally:
        connection.close()
    return response.status


def _until(condition: object, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)

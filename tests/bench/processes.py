"""Two and four web processes against one: requests a second where cores are free, processor time everywhere."""

from __future__ import annotations

import http.client
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.bench.place import OURS, Place
from tests.bench.rows import Row, Skipped, short
from tests.bench.web import seconds_of

DATABASE, HOST, PATH = "bench_processes", "kiel.localhost", "/impressum/"
NAMES = ("processes.cost", "processes.two", "processes.four")
VISITORS = 16
CORES_BESIDE = 2  # for those who ask, and the database


def run(place: Place) -> Iterator[Row]:
    times, runs = place.size(full=600, small=30), place.size(full=5, small=1)
    place.make_database(DATABASE)
    with place.worker(DATABASE, settings=OURS) as maker:
        maker.call("regions:prepare")
        maker.call("regions:make", labels=["kiel"])
    seen = {number: [_measure(place, number, times) for _ in range(runs)] for number in (1, 2, 4)}
    costs = {number: median(cost for _, cost in each) for number, each in seen.items()}
    rates = {number: median(rate for rate, _ in each) for number, each in seen.items()}
    figures = {f"cpu_ms_{number}": short(cost * 1000) for number, cost in costs.items()}
    how = f"{times} requests of an uncached page by {VISITORS} visitors at once"
    yield Row(
        "processes.cost", max(costs[2], costs[4]) / costs[1], f"processor time of a request, {how}", runs, figures
    )
    for number, name in ((2, "processes.two"), (4, "processes.four")):
        if (os.cpu_count() or 1) < number + CORES_BESIDE:
            raise Skipped(f"{number} web processes need {number + CORES_BESIDE} cores, and here are {os.cpu_count()}.")
        figures = {"a_second": short(rates[number])}
        yield Row(name, rates[number] / rates[1], f"requests a second, {number} processes / one; {how}", runs, figures)


def _measure(place: Place, processes: int, times: int) -> tuple[float, float]:
    """Requests a second, and processor seconds of one."""
    with _web(place, processes) as (port, cpu):
        _crowd(port, VISITORS * 4)
        before, begun = cpu(), time.perf_counter()
        _crowd(port, times)
        return times / (time.perf_counter() - begun), (cpu() - before) / times


@contextmanager
def _web(place: Place, processes: int) -> Iterator[tuple[int, Callable[[], float]]]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "kreislauf.processes.web_server", LOOPBACK, str(port)]
    env = place.env(DATABASE, KREISLAUF_PAGE_CACHE_SECONDS="0", GRANIAN_BLOCKING_THREADS="4")
    root = Path(__file__).resolve().parents[2]
    process = start([*command, str(processes)], log=place.home / "web.log", env=env, cwd=root)
    try:
        yield port, lambda: seconds_of(process.pid)
    finally:
        stop(process)


def _crowd(port: int, times: int) -> None:
    visitors = [threading.Thread(target=_visit, args=(port, times // VISITORS)) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()


def _visit(port: int, times: int) -> None:
    """Each time over a connection of its own, so that the processes share them."""
    for _ in range(times):
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=60)
        _connect(connection)
        connection.request("GET", PATH, headers={"Host": HOST, "Connection": "close"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise AssertionError(f"{PATH}: {answer.status}")


def _connect(connection: http.client.HTTPConnection) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            return connection.connect()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)

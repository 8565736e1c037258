"""Two and four web processes against one: requests a second, and the processor time of one request.

On a machine with cores enough each process may have one. Elsewhere each gets a small part of one, so that those who ask
and the database are never what is waited for: what processes wait for of each other shows there, too.
"""

from __future__ import annotations

import http.client
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from statistics import median

import psutil

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from tests.bench.cpu_share import cpu_share
from tests.bench.place import OURS, Place
from tests.bench.rows import Row, short
from tests.bench.web import seconds_of

DATABASE, HOST, PATH = "bench_processes", "kiel.localhost", "/impressum/"
NAMES = ("processes.cost", "processes.two", "processes.four")
VISITORS = 16
CORES_BESIDE = 2  # for those who ask, and the database
PART = 0.15  # of a core for each process, where there are too few of them


def run(place: Place) -> Iterator[Row]:
    times, runs = place.size(full=480, small=30), place.size(full=3, small=1)
    place.make_database(DATABASE)
    with place.worker(DATABASE, settings=OURS) as maker:
        maker.call("regions:prepare")
        maker.call("regions:collect_static")
        maker.call("regions:make", labels=["kiel"])
    seen = {number: [_measure(place, number, times) for _ in range(runs)] for number in (1, 2, 4)}
    costs = {number: median(cost for _, cost in each) for number, each in seen.items()}
    rates = {number: median(rate for rate, _ in each) for number, each in seen.items()}
    figures = {f"cpu_ms_{number}": short(cost * 1000) for number, cost in costs.items()}
    how = f"{times} requests of an uncached page by {VISITORS} visitors at once"
    yield Row(
        "processes.cost", max(costs[2], costs[4]) / costs[1], f"processor time of a request, {how}", runs, figures
    )
    each = "one core each" if _enough_cores() else f"{PART} of a core each"
    for number, name in ((2, "processes.two"), (4, "processes.four")):
        figures = {"a_second": short(rates[number])}
        what = f"requests a second, {number} processes / one, {each}; {how}"
        yield Row(name, rates[number] / rates[1], what, runs, figures)


def _enough_cores() -> bool:
    return (os.cpu_count() or 1) >= 4 + CORES_BESIDE


def _measure(place: Place, processes: int, times: int) -> tuple[float, float]:
    """Requests a second, and processor seconds of one."""
    with _web(place, processes) as (port, pid), _part(pid, processes):
        _crowd(port, VISITORS)
        before, begun = seconds_of(pid), time.perf_counter()
        _crowd(port, times)
        return times / (time.perf_counter() - begun), (seconds_of(pid) - before) / times


def _part(pid: int, processes: int) -> AbstractContextManager[None]:
    if _enough_cores():
        return nullcontext()
    web = psutil.Process(pid)
    pids = [pid, *(child.pid for child in web.children(recursive=True))]
    return cpu_share(pids, cores=PART * processes)


@contextmanager
def _web(place: Place, processes: int) -> Iterator[tuple[int, int]]:
    """Its port and its process, warm."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "kreislauf.processes.web_server", LOOPBACK, str(port)]
    env = place.env(DATABASE, KREISLAUF_PAGE_CACHE_SECONDS="0", GRANIAN_BLOCKING_THREADS="4")
    root = Path(__file__).resolve().parents[2]
    process = start([*command, str(processes)], log=place.home / "web.log", env=env, cwd=root)
    try:
        _crowd(port, VISITORS * 4)
        yield port, process.pid
    finally:
        stop(process)


def _crowd(port: int, times: int) -> None:
    with ThreadPoolExecutor(VISITORS) as visitors:
        for visit in [visitors.submit(_visit, port, times // VISITORS) for _ in range(VISITORS)]:
            visit.result()


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
    deadline = time.monotonic() + 120
    while True:
        try:
            return connection.connect()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)

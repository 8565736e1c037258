"""A thousand regions on one database: is a page as quick, and what does a connection that has seen them all hold?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg

from tests.bench.many import MANY, grow, label
from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import Place
from tests.bench.rows import Row, short
from tests.bench.web import Web

FEW = "bench_few"
PAGE = "/gutscheine/"


def run(place: Place) -> Iterator[Row]:
    count, few = place.size(full=1000, small=8), 4
    times, runs = place.size(full=200, small=10), place.size(full=11, small=3)
    grow(place, FEW, to=few)
    grow(place, MANY, to=count)
    for database in (FEW, MANY):
        with place.worker(database) as worker:
            worker.call("regions:fill", label=label(0), offers=24)
            worker.call("regions:collect_static")
    with ExitStack() as stack:

        def served(database: str) -> Web:
            env = place.env(database, KREISLAUF_PAGE_CACHE_SECONDS="0")
            host = f"{label(0)}.localhost"
            return stack.enter_context(Web("kreislauf.wsgi:application", env, host=host, log=place.home / "web.log"))

        among_few, among_many = served(FEW), served(MANY)
        for web in (among_few, among_many):
            web.ask(PAGE, times=times // 2)
        sides = {
            "few": lambda: among_few.wall_of(PAGE, times=times),
            "many": lambda: among_many.wall_of(PAGE, times=times),
        }
        seen = in_turns(sides, runs=runs)
        held, tour = _visit_all(place, among_many, count)
        again = [_round(among_few, few) for _ in range(10)]
    yield Row(
        "regions.thousand",
        ratio_of_medians(seen["many"], seen["few"]),
        f"time of the uncached list of vouchers (24 offers) of one region, with {count:,} regions in the database / "
        f"with {few}; {times} requests a run over HTTP, connections kept",
        runs,
        {
            "many_ms": ms(seen["many"]),
            "few_ms": ms(seen["few"]),
            "one page of each region in turn, many_ms": ms(tour),
            "one page of each region in turn, few_ms": ms(again),
            "a backend's own memory at most while all were visited, MiB": short(max(held)),
            "backends used for that": len(held),
        },
    )


def _visit_all(place: Place, web: Web, count: int) -> tuple[list[float], list[float]]:
    """Each region's page once: the most memory that each backend came to hold, in MiB, and the seconds of each page."""
    most: dict[int, float] = {}
    took = []
    with psycopg.connect(place.admin_url("postgres"), autocommit=True) as watch:
        for number in range(count):
            took.append(_timed(web, label(number)))
            for (pid,) in watch.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [MANY]):
                most[pid] = max(most.get(pid, 0.0), _own_memory(pid))
    return list(most.values()), took


def _round(web: Web, count: int) -> float:
    return sum(_timed(web, label(number)) for number in range(count)) / count


def _timed(web: Web, name: str) -> float:
    from time import perf_counter

    begun = perf_counter()
    web.ask(PAGE, host=f"{name}.localhost")
    return perf_counter() - begun


def _own_memory(pid: int) -> float:
    """What the process does not share, in MiB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # ended since
        return 0.0
    held = status.partition("RssAnon:")[2].split()
    return int(held[0]) / 1024 if held else 0.0  # one that is just ending holds nothing any more

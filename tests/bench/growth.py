"""What each list, map and feed costs in a region of 100,000 businesses, against the same page in one of 1,000."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

import psycopg

from tests.bench.large import fill
from tests.bench.measure import seconds
from tests.bench.pages import ANEW, EXPORTS, PAGES
from tests.bench.place import Place
from tests.bench.rows import Row
from tests.bench.worker import Failed

DATABASE = "bench_growth"
NAMES = (
    *(f"growth.{name}" for name in PAGES),
    *(f"growth.{name}.anew" for name in ANEW),
    *(f"growth.{name}" for name in EXPORTS),
)
# A ratio says nothing where both are small: so many milliseconds more are felt by nobody.
FELT_MS = 5.0
LIMITS = {"database_ms": 50.0, "cpu_ms": 60.0, "kib": 300.0}
Costs = dict[str, Any]


def run(place: Place) -> Iterator[Row]:
    """A page that fails is told at the end: the region took minutes to fill, and the others want it too."""
    many = {"klein": place.size(full=1000, small=100), "gross": place.size(full=100_000, small=1000)}
    times = place.size(full=5, small=1)
    _make(place, many)
    failed: list[str] = []
    with place.worker(DATABASE, KREISLAUF_PAGE_CACHE_SECONDS="0") as asker:
        for name, remembers in [*((name, True) for name in PAGES), *((name, False) for name in ANEW)]:
            who, path = PAGES[name]
            asked = {"who": who, "path": path, "times": times, "remembers": remembers}
            try:
                seen = {label: asker.call("growth:costs", label=label, **asked).result for label in many}
            except Failed as problem:
                failed.append(f"{name}: {problem}")
            else:
                yield _row(name if remembers else f"{name}.anew", path, seen, many=many, times=times)
    for name, (who, path) in EXPORTS.items():
        try:
            yield _memory(place, name, who, path, many)
        except Failed as problem:
            failed.append(f"{name}: {problem}")
    if failed:
        raise AssertionError("\n".join(failed))


def _make(place: Place, many: dict[str, int]) -> None:
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:collect_static")
        maker.call("regions:make", labels=list(many))
    with psycopg.connect(place.admin_url(DATABASE)) as connection:
        schemas = dict(connection.execute("SELECT label, schema_name FROM tenants_region").fetchall())
    for label, number in many.items():
        took = seconds(lambda: fill(place.admin_url(DATABASE), schema=schemas[label], many=number))  # noqa: B023 - at once
        print(f"    filled a region with {number:,} of everything in {took:.0f} s", flush=True)
    with place.worker(DATABASE) as maker:
        for label in many:
            maker.call("growth:write_words", label=label)
    with psycopg.connect(place.admin_url(DATABASE), autocommit=True) as connection:
        # What a second process does for a query would not be counted.
        connection.execute(f"ALTER DATABASE {DATABASE} SET max_parallel_workers_per_gather = 0")


def _row(name: str, path: str, seen: dict[str, Costs], *, many: dict[str, int], times: int) -> Row:
    small, large = (median(sum(pair) for pair in seen[label]["seen"]) * 1000 for label in many)
    database, processor = (median(pair[which] for pair in seen["gross"]["seen"]) * 1000 for which in (0, 1))
    found = {
        "database_ms": round(database, 1),
        "cpu_ms": round(processor, 1),
        "kib": round(seen["gross"]["bytes"] / 1024),
    }
    return Row(
        f"growth.{name}",
        large / small,
        f"{path}, page cache off, with {many['gross']:,} / with {many['klein']:,} businesses, offers, orders and "
        f"vouchers each; processor time of the database and of the web process",
        times,
        {**found, "small_ms": round(small, 1)},
        hardly_more=large - small <= FELT_MS,
        too_much=tuple(limit for limit, most in LIMITS.items() if found[limit] > most),
    )


def _memory(place: Place, name: str, who: str, path: str, many: dict[str, int]) -> Row:
    """Each in a process of its own, which remembers the most that it ever had."""
    seen = {}
    for label in many:
        with place.worker(DATABASE) as asker:
            seen[label] = asker.call("growth:peak_memory", label=label, who=who, path=path).result
    return Row(
        f"growth.{name}",
        seen["gross"]["mib"] / seen["klein"]["mib"],
        f"{path} to its end, the most memory of the process that writes it: "
        f"{seen['gross']['bytes'] / 2**20:.1f} MiB of file / {seen['klein']['bytes'] / 2**20:.2f} MiB",
        1,
        {"mib": round(seen["gross"]["mib"]), "small_mib": round(seen["klein"]["mib"])},
    )

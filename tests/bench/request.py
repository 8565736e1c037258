"""What isolation costs a request: processor time of the application, against the same Django without tenancy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from statistics import median
from typing import Any

from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import OURS, Place
from tests.bench.rows import Row, short
from tests.bench.worker import Worker

DATABASE = "bench_request"
VARIANTS = "tests.bench.variants"


def run(place: Place) -> Iterator[Row]:
    times, runs = place.size(full=600, small=20), place.size(full=11, small=3)
    place.make_database(DATABASE)
    with place.worker(DATABASE, settings=OURS) as maker:
        maker.call("regions:prepare")
        maker.call("regions:make", labels=["kiel", "dortmund"])
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(place.worker(DATABASE, settings=f"{VARIANTS}.{name}", BENCH_SCHEMA="r_kiel"))
            for name in ("ours", "plain", "stock")
        }
        for view in ("no_query", "one_query", "five_queries"):
            bodies = {worker.call("visit:page", host="kiel.localhost", path=f"/{view}/", times=times // 4).result
                      for worker in workers.values()}  # fmt: skip
            if len(bodies) != 1:
                raise AssertionError(f"The variants do not answer the same: {bodies}")
            asked = {"host": "kiel.localhost", "path": f"/{view}/", "times": times}
            seen = in_turns({name: _costs(worker, asked) for name, worker in workers.items()}, runs=runs)
            yield Row(
                f"request.{view}",
                ratio_of_medians(seen["ours"], seen["plain"]),
                f"processor time of a request, ours with isolation / the same Django without tenancy; "
                f"{times} requests a run after {times // 4} to warm up, no web server around, connections kept",
                runs,
                {
                    "ours_ms": ms(seen["ours"]),
                    "plain_ms": ms(seen["plain"]),
                    "stock_ms": ms(seen["stock"]),
                    "stock_ratio": short(median(seen["stock"]) / median(seen["plain"])),
                },
            )


def _costs(worker: Worker, asked: dict[str, Any]) -> Callable[[], float]:
    """Processor seconds of one request."""
    return lambda: worker.call("visit:page", **asked).cpu / int(asked["times"])

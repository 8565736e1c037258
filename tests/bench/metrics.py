"""What counting and timing each answer costs: the cheapest page there is, with and without the metrics' middleware."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import OURS, Place
from tests.bench.rows import Row
from tests.bench.worker import Worker

DATABASE = "bench_metrics"
VARIANTS = {"counted": OURS, "uncounted": "tests.bench.variants.uncounted"}
NAMES = ("metrics.cached", "metrics.health")


def run(place: Place) -> Iterator[Row]:
    times, runs = place.size(full=1500, small=20), place.size(full=15, small=3)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:collect_static")
        maker.call("regions:make", labels=["kiel", "dortmund"])
        maker.call("regions:fill", label="kiel", offers=60)
    with ExitStack() as stack:
        more = {"KREISLAUF_PAGE_CACHE_SECONDS": "3600", "METRICS_OF_REGIONS": "1"}
        workers = {
            name: stack.enter_context(place.worker(DATABASE, settings=settings, **more))
            for name, settings in VARIANTS.items()
        }
        for name, path, page in (
            ("metrics.cached", "/gutscheine/", "the public list of vouchers out of the page cache"),
            ("metrics.health", "/-/healthy", "the answer to a probe, which has no region"),
        ):
            for worker in workers.values():
                worker.call("visit:page", host="kiel.localhost", path=path, times=times // 4)
            seen = in_turns({side: _costs(worker, path, times) for side, worker in workers.items()}, runs=runs)
            yield Row(
                name,
                ratio_of_medians(seen["counted"], seen["uncounted"]),
                f"processor time of {page}, with / without the middleware of the metrics, METRICS_OF_REGIONS=1; "
                f"{times} requests a run, no web server around",
                runs,
                {f"{side}_ms": ms(values) for side, values in seen.items()},
            )


def _costs(worker: Worker, path: str, times: int) -> Callable[[], float]:
    """Processor seconds of one request."""
    return lambda: worker.call("visit:page", host="kiel.localhost", path=path, times=times).cpu / times

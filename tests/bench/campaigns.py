"""A campaign's page against the page of an offer, and the bar of ten thousand pledges."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import psycopg

from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import Place
from tests.bench.rows import Row, short
from tests.bench.worker import Worker

DATABASE, LABEL = "bench_campaigns", "kiel"
BAR_MS = 5.0
NAMES = ("campaigns.page", "campaigns.bar")


def run(place: Place) -> Iterator[Row]:
    usual, large = place.size(full=100, small=20), place.size(full=10_000, small=200)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:collect_static")
        maker.call("regions:make", labels=[LABEL])
        maker.call("regions:fill", label=LABEL, offers=60)
        made = maker.call("campaigns:fill", label=LABEL, usual=usual, large=large).result
    with psycopg.connect(place.admin_url(DATABASE), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")  # as the database does by itself
        # What a second process does for a query would not be counted.
        connection.execute(f"ALTER DATABASE {DATABASE} SET max_parallel_workers_per_gather = 0")
    with place.worker(DATABASE, KREISLAUF_PAGE_CACHE_SECONDS="0") as asker:
        yield _page(asker, made, usual, times=place.size(full=60, small=5), runs=place.size(full=7, small=2))
        yield _bar(asker, made["large"], large, times=place.size(full=50, small=3))


def _page(asker: Worker, made: dict[str, str], pledges: int, *, times: int, runs: int) -> Row:
    def cpu(path: str) -> float:
        return asker.call("visit:page", host=f"{LABEL}.localhost", path=path, times=times).cpu / times

    sides = {"ours": lambda: cpu(made["campaign"]), "offer": lambda: cpu(made["offer"])}
    seen = in_turns(sides, runs=runs, warm_ups=1)
    return Row(
        "campaigns.page",
        ratio_of_medians(seen["ours"], seen["offer"]),
        f"the page of a campaign with {pledges} pledges and four rewards / the page of an offer, page cache off; "
        f"processor time of the web process, {times} requests a run",
        runs,
        {"ours_ms": ms(seen["ours"]), "offer_ms": ms(seen["offer"])},
    )


def _bar(asker: Worker, pk: int, pledges: int, *, times: int) -> Row:
    told = asker.call("campaigns:bar", label=LABEL, pk=pk, times=times).result
    took = median(database for database, _clock in told["seen"]) * 1000
    return Row(
        "campaigns.bar",
        took / BAR_MS,
        f"the bar of {told['backers']:,} pledges in one query, median of {times} / {BAR_MS:g} ms; "
        "processor time of the database",
        1,
        {"database_ms": short(took), "clock_ms": short(median(clock for _db, clock in told["seen"]) * 1000)},
    )

"""What a pledge costs that a pot doubles, beside the purchase of the same voucher."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.place import Place
from tests.bench.rows import Row, short

DATABASE = "bench_pledge"


def run(place: Place) -> Iterator[Row]:
    orders = place.size(full=60, small=5)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:make", labels=["kiel"])
        maker.call("regions:collect_static")
        found = maker.call("pledges:back", label="kiel", orders=orders).result
    yield Row(
        "pledge.match",
        found["pledge"] / found["purchase"],
        f"processor time of a pledge that a pot doubles / of a purchase, web and worker, medians of {orders}",
        1,
        {"pledge_ms": short(found["pledge"]), "purchase_ms": short(found["purchase"])},
    )

"""What a purchase costs at Stripe, from the button to the mail with the voucher's PDF."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.place import Place
from tests.bench.rows import Row, short

DATABASE = "bench_purchase"
WEB_MS, WORKER_MS = 15.0, 60.0


def run(place: Place) -> Iterator[Row]:
    orders = place.size(full=100, small=10)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:make", labels=["kiel"])
        maker.call("regions:collect_static")
        told = maker.call("purchases:buy", label="kiel", orders=orders).result
    for side, goal in (("web", WEB_MS), ("worker", WORKER_MS)):
        yield Row(
            f"purchase.{side}",
            told[side] / goal,
            f"processor time of the {side} for one purchase, median of {orders} / {goal:g} ms; "
            "Stripe is a fake over HTTP, which is not counted",
            1,
            {"ms": short(told[side])},
            too_much=("ms",) if told[side] > goal else (),
        )

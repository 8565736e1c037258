"""How long a bank statement of 50,000 movements takes from the upload to the last one taken over."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.place import Place
from tests.bench.rows import Row, short

DATABASE = "bench_bank"
MOST_SECONDS = 30.0


def run(place: Place) -> Iterator[Row]:
    lines = place.size(full=50_000, small=200)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as worker:
        worker.call("regions:prepare")
        worker.call("regions:make", labels=["kiel"])
        told = worker.call("bank:import_statement", label="kiel", lines=lines).result
    whole = told["read"] + told["take"]
    yield Row(
        "bank.import",
        whole / told["parse"],
        f"{lines:,} movements read, judged and taken over in batches, one in twenty pays an order / the same file read "
        f"movement by movement and forgotten; goal ≤ {MOST_SECONDS:g} s",
        1,
        {name: short(told[name]) for name in ("parse", "read", "take")} | {"memory_mb": told["memory_mb"]},
        too_much=("read", "take") if whole > MOST_SECONDS else (),
    )

"""`make bench`: how much faster or dearer than what stands beside it. Its own little runner; pytest does not see it.

make bench                        everything, about twenty minutes on two idle cores
make bench ARGS="-k request"      the benches whose names contain the word
BENCH_SCALE=small make bench      tiny sizes: does it run at all? Its numbers say nothing
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import (
    bank,
    board,
    campaigns,
    fleet,
    growth,
    hub,
    ledger,
    lighthouse,
    metrics,
    page,
    pledge,
    processes,
    provision,
    purchase,
    redeem,
    regions,
    request,
    webhooks,
)
from tests.bench.place import Place, machine, servers
from tests.bench.rows import Row, Skipped, table, write

Topic = Callable[[Place], Iterator[Row]]
# Which names each topic yields; one that fails is told, and the others go on.
TOPICS: dict[tuple[str, ...], Topic] = {
    ("request.no_query", "request.one_query", "request.five_queries"): request.run,
    ("page.uncached", "page.cached"): page.run,
    growth.NAMES: growth.run,
    board.NAMES: board.run,
    hub.NAMES: hub.run,
    campaigns.NAMES: campaigns.run,
    ("lighthouse.home", "lighthouse.offers"): lighthouse.run,
    processes.NAMES: processes.run,
    metrics.NAMES: metrics.run,
    ("redeem.rate",): redeem.run,
    ledger.NAMES: ledger.run,
    ("bank.import",): bank.run,
    ("purchase.web", "purchase.worker"): purchase.run,
    ("pledge.match",): pledge.run,
    ("webhooks.cpu",): webhooks.run,
    ("provision.template", "provision.clone_schema"): provision.run,
    ("fleet.nothing", "fleet.column"): fleet.run,
    ("regions.thousand",): regions.run,
}
RESULT = Path("var/bench.jsonl")


def main() -> int:
    options = _options()
    wanted = {names: topic for names, topic in TOPICS.items() if any(options.k in name for name in names)}
    if not wanted:
        print(f"No bench is called so: {options.k}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    failed: list[str] = []
    skipped: list[str] = []
    with servers(os.environ.get("BENCH_SCALE", "full")) as place:
        told = machine(place) + ("" if place.scale == "full" else f" – {place.scale.upper()}: NUMBERS SAY NOTHING")
        print(told, flush=True)
        for names, topic in wanted.items():
            begun = time.monotonic()
            try:
                for row in topic(place):
                    rows.append(row)
                    write(RESULT, rows, machine=told)
                    print(table([row]).partition("\n")[2], flush=True)
            except Skipped as reason:
                skipped.append(f"{', '.join(names)}: {reason}")
                print(f"SKIPPED: {skipped[-1]}", flush=True)
            except Exception:
                failed.append(", ".join(names))
                print(f"FAILED: {failed[-1]}\n{traceback.format_exc()}", file=sys.stderr, flush=True)
                print(_last_words(place), file=sys.stderr, flush=True)
            print(f"    ({time.monotonic() - begun:.0f} s)", flush=True)
    print(f"\n{told}\n\n{table(rows)}\n\n{RESULT}")
    for one in skipped:
        print(f"Skipped: {one}", file=sys.stderr)
    for names_ in failed:
        print(f"Did not run through: {names_}", file=sys.stderr)
    return 1 if failed else 0


def _last_words(place: Place) -> str:
    logs = [place.home / "web.log", place.home / "workers.log"]
    lines = [line[:1500] for log in logs if log.exists() for line in log.read_text().splitlines()]
    return "\n".join([line for line in lines if not line.startswith("[INFO]")][-12:])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("-k", default="", metavar="WORD", help="only benches whose names contain the word")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

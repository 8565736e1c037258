"""Redemptions a second at many tills, against PostgreSQL's own yardstick on the same server."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import unquote, urlsplit

import psycopg

from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import Place, durable
from tests.bench.rows import Row, short
from tests.bench.web import seconds_of
from tests.bench.worker import Worker

DATABASE, YARDSTICK = "bench_redeem", "bench_tpcb"
CLIENTS = 8
BRANCHES = 16  # twice the clients, so that TPC-B's clients do not queue for one branch's row


def run(place: Place) -> Iterator[Row]:
    with durable(place) as there:
        yield from _run(there)


def _run(place: Place) -> Iterator[Row]:
    runs, seconds = place.size(full=5, small=2), place.size(full=6, small=1)
    vouchers = place.size(full=500, small=50)
    place.make_database(DATABASE)
    place.make_database(YARDSTICK)
    _pgbench(place, "--initialize", "--quiet", f"--scale={BRANCHES}")
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:make", labels=["kiel"])
    with ExitStack() as stack:
        tills = [stack.enter_context(place.worker(DATABASE)) for _ in range(CLIENTS)]
        for number, till in enumerate(tills):
            till.call("tills:open_till", label="kiel", number=number, vouchers=vouchers)
        _at_all(tills, seconds=0.5)
        server = {"ours": [], "pgbench": []}  # type: dict[str, list[float]]

        def measured(side: str, rate: Callable[[], float]) -> float:
            """Seconds for each; and what each costs the server, which other work on the machine hardly changes."""
            before = seconds_of(place.postgres.process.pid)
            each = rate()
            server[side].append((seconds_of(place.postgres.process.pid) - before) / (each * seconds))
            return 1 / each

        sides = {
            "ours": lambda: measured("ours", lambda: _at_all(tills, seconds=seconds)),
            "pgbench": lambda: measured("pgbench", lambda: _rate(_pgbench(place, f"--time={seconds}", *_clients()))),
        }
        seen = in_turns(sides, runs=runs)
        balanced = tills[0].call("tills:books_balance", label="kiel").result
    if not balanced:
        raise AssertionError("The books do not balance.")
    ours, tpcb = ([1 / value for value in seen[name]] for name in ("ours", "pgbench"))
    with psycopg.connect(place.admin_url(DATABASE)) as connection:
        durable = connection.execute("SHOW fsync").fetchone()
    yield Row(
        "redeem.rate",
        ratio_of_medians(ours, tpcb),
        f"redemptions a second through our verb, with journal, entries and audit entry, {CLIENTS} processes over "
        f"{CLIENTS * vouchers:,} vouchers of {CLIENTS} businesses / transactions a second of pgbench (TPC-B-like, "
        f"{CLIENTS} clients, {BRANCHES} branches); the same server, fsync {durable[0] if durable else '?'}, "
        f"{seconds} s a run",
        runs,
        {
            "ours_per_second": short(_median(ours)),
            "pgbench_per_second": short(_median(tpcb)),
            "ours_server_ms": ms(server["ours"]),
            "pgbench_server_ms": ms(server["pgbench"]),
        },
    )


def _at_all(tills: list[Worker], *, seconds: float) -> float:
    """Redemptions a second of all tills together."""
    for till in tills:
        till.tell("tills:redeem_for", label="kiel", seconds=seconds)
    took = [till.answer() for till in tills]
    return sum(each.result / each.wall for each in took)


def _clients() -> list[str]:
    return [f"--client={CLIENTS}", f"--jobs={os.cpu_count() or 1}", "--no-vacuum"]


def _pgbench(place: Place, *options: str) -> str:
    address = urlsplit(place.admin_url(YARDSTICK))
    command = [str(place.program("pgbench")), "-h", str(address.hostname), "-p", str(address.port), "-U"]
    done = subprocess.run(
        [*command, str(address.username), *options, YARDSTICK],
        env={"PATH": os.defpath, "PGPASSWORD": unquote(address.password or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout


def _rate(said: str) -> float:
    found = re.search(r"tps = ([\d.]+)", said)
    if found is None:
        raise AssertionError(said)
    return float(found[1])


def _median(values: list[float]) -> float:
    from statistics import median

    return median(values)

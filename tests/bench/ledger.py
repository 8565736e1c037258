"""What it costs the server that a journal's accounts are counted before it is posted, and its lines afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg

from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import Place
from tests.bench.rows import Row
from tests.bench.web import seconds_of

DATABASE = "bench_ledger"
NAMES = ("ledger.post",)
ACCOUNTS = 500
CHECKED, UNCHECKED = "r_kiel", "r_dortmund"
CHECKS = re.compile(
    r"^ *IF \(SELECT count\(\*\) FROM ledger_account.*?END IF;\n|^ *GET DIAGNOSTICS.*?END IF;\n",
    re.DOTALL | re.MULTILINE,
)


def run(place: Place) -> Iterator[Row]:
    journals, runs = place.size(full=2000, small=50), place.size(full=11, small=3)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:make", labels=["kiel", "dortmund"])
    with psycopg.connect(place.admin_url(DATABASE), autocommit=True) as connection:
        _take_checks_away(connection)
        posted = {CHECKED: 0, UNCHECKED: 0}

        def post(schema: str) -> float:
            """The server's processor seconds for one journal of two lines, each a transaction of its own."""
            before = seconds_of(place.postgres.process.pid)
            for number in range(posted[schema], posted[schema] + journals):
                codes = [f"voucher:{number % ACCOUNTS}", f"business:{number % (ACCOUNTS // 5)}"]
                connection.execute(
                    f"SELECT {schema}.ledger_post(%s, now(), 'bench', %s::text[], '{{100,-100}}'::bigint[])",
                    [f"bench:{number}", codes],
                )
            posted[schema] += journals
            return (seconds_of(place.postgres.process.pid) - before) / journals

        sides = {"checked": lambda: post(CHECKED), "unchecked": lambda: post(UNCHECKED)}
        seen = in_turns(sides, runs=runs, warm_ups=1)
    yield Row(
        "ledger.post",
        ratio_of_medians(seen["checked"], seen["unchecked"]),
        f"the database server's processor time for one journal of two lines, with / without counting its accounts "
        f"before it and its entries after it; {journals:,} journals over {ACCOUNTS} accounts a run",
        runs,
        {f"{side}_ms": ms(values) for side, values in seen.items()},
    )


def _take_checks_away(connection: psycopg.Connection) -> None:
    """Of one region's functions only; its accounts are opened first, which the checks would do."""
    codes = [f"voucher:{n}" for n in range(ACCOUNTS)] + [f"business:{n}" for n in range(ACCOUNTS // 5)]
    for schema in (CHECKED, UNCHECKED):
        connection.execute(f"INSERT INTO {schema}.ledger_account (code) SELECT unnest(%s::text[])", [codes])
    for name in ("ledger_post", "ledger_write_entries"):
        row = connection.execute("SELECT pg_get_functiondef(%s::regproc)", [f"{UNCHECKED}.{name}"]).fetchone()
        assert row is not None
        text, taken = CHECKS.subn("", row[0])
        assert taken == {"ledger_post": 1, "ledger_write_entries": 2}[name], text
        connection.execute(text)

"""The hub's front page and the list of meetings, against the list of vouchers: as usual, shared, and with 100,000."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import psycopg

from tests.bench.large import fill
from tests.bench.measure import in_turns, ms, ratio_of_medians, seconds
from tests.bench.partners import ARTICLES, MEETINGS, TOPICS
from tests.bench.place import Place
from tests.bench.rows import Row, short
from tests.bench.worker import Worker

DATABASE = "bench_hub"
VOUCHERS = "/gutscheine/"
USUAL, SHARED, LARGE = "kiel", "geteilt", "gross"
# Name → label and path of a page that is asked for in turns with the vouchers' list.
LISTS = {"front": (USUAL, "/rat/"), "meetings": (USUAL, "/termine/"), "shared": (SHARED, "/termine/")}
LARGE_PAGES = {
    "large_front": "/rat/",
    "large_topic": "/rat/?thema=thema-1",
    "large_word": "/rat/?q=Kurzarbeitergeld",
    "large_meetings": "/termine/",
    "large_kind": "/termine/?art=online",
    "large_meetings_word": "/termine/?q=Nachfolge",
    "large_past": "/termine/?zeit=vorbei",
}
NAMES = (*(f"hub.{name}" for name in LISTS), *(f"hub.{name}" for name in LARGE_PAGES))
_SAID = {
    "front": "the hub of 13 partners with 300 articles and 100 advisers",
    "meetings": "the list of 500 meetings, half of them to come",
    "shared": "the same list with 200 meetings more, adopted from a neighbour",
}


def run(place: Place) -> Iterator[Row]:
    make(place)
    with place.worker(DATABASE, KREISLAUF_PAGE_CACHE_SECONDS="0") as asker:
        yield from _lists(asker, times=place.size(full=60, small=5), runs=place.size(full=7, small=2))
        for name, path in LARGE_PAGES.items():
            yield _large(asker, name, path, times=place.size(full=7, small=1))


def _lists(asker: Worker, *, times: int, runs: int) -> Iterator[Row]:
    """All in the same rounds, so that what disturbs one disturbs the others."""
    sides = {**LISTS, "vouchers": (USUAL, VOUCHERS)}

    def cpu(label: str, path: str, times: int = times) -> float:
        return asker.call("visit:page", host=f"{label}.localhost", path=path, times=times).cpu / times

    for label, path in sides.values():
        cpu(label, path, times=3)
    seen = in_turns({name: lambda side=side: cpu(*side) for name, side in sides.items()}, runs=runs)  # type: ignore[misc]
    for name in LISTS:
        yield Row(
            f"hub.{name}",
            ratio_of_medians(seen[name], seen["vouchers"]),
            f"{_SAID[name]} / the list of 60 vouchers, page cache off; processor time of the web process, "
            f"{times} requests a run",
            runs,
            {"ours_ms": ms(seen[name]), "vouchers_ms": ms(seen["vouchers"])},
        )


def _large(asker: Worker, name: str, path: str, *, times: int) -> Row:
    """Database and web process together: what grows is asked of the database."""
    asked = {"who": "visitor", "times": times}
    seen = {
        "ours": asker.call("growth:costs", label=LARGE, path=path, **asked).result["seen"],
        "usual": asker.call("growth:costs", label=USUAL, path=path, **asked).result["seen"],
        "vouchers": asker.call("growth:costs", label=USUAL, path=VOUCHERS, **asked).result["seen"],
    }
    took = {side: median(sum(pair) for pair in pairs) * 1000 for side, pairs in seen.items()}
    return Row(
        f"hub.{name}",
        took["ours"] / took["vouchers"],
        f"{path} with 100,000 meetings and 100,000 articles / the list of 60 vouchers, page cache off; processor time "
        "of database and web process",
        times,
        {
            "ours_ms": short(took["ours"]),
            "database_ms": ms([pair[0] for pair in seen["ours"]]),
            "usual_ms": short(took["usual"]),
            "vouchers_ms": short(took["vouchers"]),
        },
    )


def make(place: Place) -> None:
    """Two usual regions, one of them with adopted meetings, and one with 100,000 meetings and articles."""
    large = place.size(full=100_000, small=1000)
    many = {label: (place.size(full=500, small=50), place.size(full=300, small=60)) for label in (USUAL, SHARED)}
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:collect_static")
        maker.call("regions:make", labels=[USUAL, SHARED, LARGE])
        maker.call("regions:fill", label=USUAL, offers=60)
        for label in (USUAL, SHARED, LARGE):
            maker.call("hub:start", label=label, advisers=place.size(full=100, small=13))
        maker.call("hub:adopt_meetings", label=SHARED, of=USUAL, many=place.size(full=200, small=20))
    url = place.admin_url(DATABASE)
    with psycopg.connect(url) as connection:
        schemas = dict(connection.execute("SELECT label, schema_name FROM tenants_region").fetchall())
    for label, (meetings, articles) in (many | {LARGE: (large, large)}).items():
        took = seconds(lambda: _fill(url, schemas[label], meetings=meetings, articles=articles))  # noqa: B023 - at once
        print(f"    filled {label} with {meetings:,} meetings and {articles:,} articles in {took:.0f} s", flush=True)
    with place.worker(DATABASE) as maker:
        for label in schemas:
            maker.call("growth:write_words", label=label)
    with psycopg.connect(url, autocommit=True) as connection:
        # What a second process does for a query would not be counted.
        connection.execute(f"ALTER DATABASE {DATABASE} SET max_parallel_workers_per_gather = 0")


def _fill(url: str, schema: str, *, meetings: int, articles: int) -> None:
    fill(url, schema=schema, many=meetings, rows=[MEETINGS])
    fill(url, schema=schema, many=articles, rows=[ARTICLES, TOPICS])

"""The board with 100,000 listings: searching it, its map of 20,000 points, and its list beside the vouchers' list."""

from __future__ import annotations

import psycopg
from psycopg import sql

from tests.bench.large import fill
from tests.bench.listings import BUSINESSES, CLOSED, LISTINGS
from tests.bench.measure import seconds
from tests.bench.place import Place

DATABASE = "bench_board"


def make(place: Place) -> None:
    """Two regions: one with 100,000 listings, one whose 20,000 listings have 20,000 pins."""
    many = {"boerse": place.size(full=100_000, small=2000), "karte": place.size(full=20_000, small=1000)}
    businesses = {"boerse": many["boerse"] // 20, "karte": many["karte"] + many["karte"] // 20}
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:collect_static")
        maker.call("regions:make", labels=list(many))
        postcodes = maker.call("board:start", labels=list(many)).result
    url = place.admin_url(DATABASE)
    with psycopg.connect(url) as connection:
        schemas = dict(connection.execute("SELECT label, schema_name FROM tenants_region").fetchall())
    for label, number in many.items():
        _write_postcodes(url, schemas[label], postcodes)
        more = {"each": sql.Literal(5 if label == "boerse" else 1), "businesses": sql.Literal(businesses[label])}
        fill(url, schema=schemas[label], many=businesses[label], rows=BUSINESSES)
        took = seconds(lambda: fill(url, schema=schemas[label], many=number, rows=[LISTINGS, CLOSED], **more))  # noqa: B023 - at once
        print(f"    filled a board with {number:,} listings in {took:.0f} s", flush=True)
    with place.worker(DATABASE) as maker:
        for label in many:
            maker.call("growth:write_words", label=label)
    with psycopg.connect(url, autocommit=True) as connection:
        # What a second process does for a query would not be counted.
        connection.execute(f"ALTER DATABASE {DATABASE} SET max_parallel_workers_per_gather = 0")


def _write_postcodes(url: str, schema: str, postcodes: list[tuple[str, str, float, float]]) -> None:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET search_path = {}, public").format(sql.Identifier(schema)))
        cursor.execute("CREATE TABLE bench_postcode (n int, code text, name text, latitude float, longitude float)")
        cursor.executemany(
            "INSERT INTO bench_postcode VALUES (%s, %s, %s, %s, %s)",
            [(n, *one) for n, one in enumerate(postcodes)],
        )

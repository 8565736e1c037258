"""Databases of many regions, made from the template by two processes at once; topics that need the same share one."""

from __future__ import annotations

import psycopg

from tests.bench.place import OURS, Place

MANY = "bench_many"
AT_ONCE = 25  # regions to a call, so that none takes longer than a worker is waited for


def label(number: int) -> str:
    return f"ort{number:04}"


def grow(place: Place, database: str, *, to: int, settings: str = OURS, **more: str) -> None:
    """See that the database has at least so many regions. ``more`` is for the environment of those who make them."""
    place.make_database(database)
    known = _count(place, database)
    makers = [place.worker(database, settings=settings, **more) for _ in range(2)]
    try:
        if known is None:
            makers[0].call("regions:prepare")
        missing = [label(number) for number in range(known or 0, to)]
        for begin in range(0, len(missing), 2 * AT_ONCE):
            batch = missing[begin : begin + 2 * AT_ONCE]
            for number, maker in enumerate(makers):
                maker.tell("regions:make", labels=batch[number::2])
            for maker in makers:
                maker.answer()
    finally:
        for maker in makers:
            maker.__exit__()


def _count(place: Place, database: str) -> int | None:
    """How many regions there are; None where there is no platform yet."""
    with psycopg.connect(place.admin_url(database)) as connection:
        if connection.execute("SELECT to_regclass('public.tenants_region')").fetchone() == (None,):
            return None
        found = connection.execute("SELECT count(*) FROM tenants_region").fetchone()
    return found[0] if found else 0

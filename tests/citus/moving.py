"""A region that people use without a pause while its schema moves to another server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import psycopg
from django.db import connections

from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.redeem import redeem
from tests.conftest import make_client
from tests.make import NOON
from tests.plugin.servers import SERVERS


def move(schema: str, *, to: tuple[str, int]) -> None:
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        admin.execute("SELECT citus_schema_move(%s::regnamespace, %s, %s)", [schema, *to])


@contextmanager
def in_use(card: RegionCard, voucher: Voucher, *, pages: list[int], taps: list[int]) -> Iterator[None]:
    """One visitor looks at pages, one till takes a cent a tap. Both keep what they saw; an error ends the test."""
    over, problems = Event(), list[BaseException]()

    def look() -> None:
        client = make_client(card)
        while not over.is_set():
            pages.append(client.get("/gutscheine/").status_code)

    def tap() -> None:
        with stepping_into(card):
            while not over.is_set():
                key = f"tap-{len(taps)}"
                taps.append(redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=1, at=NOON, key=key).pk)

    def run(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except BaseException as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(work,)) for work in (look, tap)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(120)
    assert problems == []

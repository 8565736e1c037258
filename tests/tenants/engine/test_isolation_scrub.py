"""A connection goes from request to request and from region to region; nothing else goes with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from typing import Any

import psycopg
import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.db import (
    DatabaseError,
    DataError,
    OperationalError,
    ProgrammingError,
    close_old_connections,
    connection,
    connections,
    transaction,
)

from kreislauf.accounts.models import User
from kreislauf.regions import RegionCard, stepping_into
from tests.plugin.servers import SERVERS
from tests.tenants.engine.hole import CLEAN, STATE

pytestmark = pytest.mark.django_db(transaction=True)

# What a statement that got past our cursor leaves on a connection, and may be anything.
DIRT = """
SET search_path = public; SET statement_timeout = 4711; SET lock_timeout = 4712; SET TIME ZONE 'America/Lima';
LISTEN celery; PREPARE evil AS SELECT 1; DECLARE evil CURSOR WITH HOLD FOR SELECT 1; SET ROLE r_public
"""
KIEL, DORTMUND, PLATFORM = "ute@kiel.example", "karl@dortmund.example", "public, pg_temp"


@pytest.fixture
def both(kiel: RegionCard, dortmund: RegionCard) -> Iterator[tuple[RegionCard, RegionCard]]:
    for card, email in ((kiel, KIEL), (dortmund, DORTMUND)):
        with stepping_into(card):
            User.objects.create(email=email)
    yield kiel, dortmund
    connection.close()


def state() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return list(cursor.fetchone())


def clean(label: str) -> list[Any]:
    return [f"r_{label}", PLATFORM if label == "public" else f"r_{label}, {PLATFORM}", *CLEAN]


def dirty() -> None:
    state()
    connection.connection.pgconn.exec_(DIRT.encode())


def pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def people() -> list[str]:
    return [user.email for user in User.objects.order_by("email")]


@pytest.mark.parametrize("label", ["kiel", "dortmund", "public"])
def test_what_one_request_left_is_gone_in_the_next(both: tuple[RegionCard, RegionCard], label: str) -> None:
    places = {"kiel": both[0], "dortmund": both[1], "public": None}
    with stepping_into(both[0]):
        dirty()
        before = pid()
    close_old_connections()
    with stepping_into(places[label]):
        assert state() == clean(label)
        assert pid() == before


def test_what_one_region_left_is_gone_in_the_next_within_one_request(both: tuple[RegionCard, RegionCard]) -> None:
    kiel, dortmund = both
    with stepping_into(kiel):
        dirty()
        with stepping_into(dortmund):
            assert state() == clean("dortmund")
            dirty()
        assert state() == clean("kiel")


def test_a_lock_is_let_go_between_requests_and_kept_within_one(both: tuple[RegionCard, RegionCard]) -> None:
    """An API call holds one while it looks at the platform's tables; one left behind must not block for ever."""
    kiel, dortmund = both
    with stepping_into(kiel):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(4711)")
        with stepping_into(dortmund):
            assert state()[-1] == 1
    close_old_connections()
    with stepping_into(dortmund):
        assert state()[-1] == 0


def test_an_exception_leads_back_into_the_right_region(both: tuple[RegionCard, RegionCard]) -> None:
    kiel, dortmund = both
    with stepping_into(kiel):
        with suppress(ZeroDivisionError), stepping_into(dortmund):
            assert people() == [DORTMUND]
            raise ZeroDivisionError
        assert people() == [KIEL]


def test_a_rollback_to_a_savepoint_leads_back_into_the_right_region(both: tuple[RegionCard, RegionCard]) -> None:
    """PostgreSQL takes a SET back with the savepoint after which it was sent."""
    kiel, dortmund = both
    with stepping_into(kiel), transaction.atomic():
        with suppress(ZeroDivisionError), transaction.atomic(), stepping_into(dortmund):
            assert people() == [DORTMUND]
            raise ZeroDivisionError
        assert people() == [KIEL]
        with stepping_into(dortmund):
            with suppress(ZeroDivisionError), transaction.atomic(), stepping_into(kiel):
                assert people() == [KIEL]
                raise ZeroDivisionError
            assert people() == [DORTMUND]
        assert people() == [KIEL]


def test_a_transaction_in_error_leads_nowhere_until_it_is_rolled_back(both: tuple[RegionCard, RegionCard]) -> None:
    kiel, dortmund = both
    with stepping_into(kiel):
        with suppress(ZeroDivisionError), transaction.atomic():
            with pytest.raises(DataError), connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
            with stepping_into(dortmund), pytest.raises(DatabaseError, match="current transaction is aborted"):
                User.objects.create(email="nobody@dortmund.example")
            raise ZeroDivisionError
        assert people() == [KIEL]
        with stepping_into(dortmund):
            assert people() == [DORTMUND]


def test_a_connection_that_the_server_ended_is_replaced_by_one_in_the_right_region(
    both: tuple[RegionCard, RegionCard],
) -> None:
    kiel, dortmund = both
    with stepping_into(kiel):
        people()
        with stepping_into(dortmund), psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s::int)", [pid()])
            with pytest.raises(OperationalError):
                people()
            close_old_connections()
            assert people() == [DORTMUND]
        assert people() == [KIEL]
        before, connection.connection = connection.connection, None  # replaced under Django's hands
        before.close()
        assert state() == clean("kiel")


def test_an_iteration_over_many_rows_stays_where_it_began(both: tuple[RegionCard, RegionCard]) -> None:
    with stepping_into(both[0]):
        User.objects.bulk_create([User(email=f"{number}@kiel.example") for number in range(7)])
        with transaction.atomic():
            assert len({user.email for user in User.objects.iterator(chunk_size=2)}) == 8


def test_a_thread_that_nobody_told_the_region_reads_nothing(both: tuple[RegionCard, RegionCard]) -> None:
    """A pool's thread has no context of the caller's; it may have worked for another region before."""

    def work(card: RegionCard | None = None) -> list[str]:
        with stepping_into(card) if card else nothing():
            return people()

    with stepping_into(both[0]), ThreadPoolExecutor(1) as pool:
        assert pool.submit(work, both[1]).result() == [DORTMUND]
        with pytest.raises(ProgrammingError, match="does not exist"):
            pool.submit(work).result()
        assert pool.submit(copy_context().run, work).result() == [KIEL]
        pool.submit(connections.close_all).result()


@contextmanager
def nothing() -> Iterator[None]:
    yield


def test_two_regions_interleaved_on_one_event_loop_do_not_mix(both: tuple[RegionCard, RegionCard]) -> None:
    async def visit(card: RegionCard, expected: list[str]) -> None:
        with stepping_into(card):
            for _ in range(15):
                assert await sync_to_async(people)() == expected
                await asyncio.sleep(0)
                assert [user.email async for user in User.objects.order_by("email")] == expected

    async def all_at_once() -> None:
        kiel, dortmund = both
        await asyncio.gather(*(visit(*pair) for pair in ((kiel, [KIEL]), (dortmund, [DORTMUND])) * 3))
        with pytest.raises(ProgrammingError, match="does not exist"):
            await sync_to_async(people)()
        await sync_to_async(connections.close_all)()

    asyncio.run(all_at_once())


def test_an_async_view_sees_its_own_region(
    both: tuple[RegionCard, RegionCard], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each request has a thread of its own here, which ends with it; a connection that is kept would never be closed.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    settings.URLCONFS = {**settings.URLCONFS, "region": "tests.tenants.engine.async_view"}

    async def ask(card: RegionCard) -> str:
        scope = {"type": "http", "method": "GET", "path": "/wer/", "headers": [(b"host", card.host.encode())]}
        server = ApplicationCommunicator(get_asgi_application(), {**scope, "query_string": b"", "http_version": "1.1"})
        await server.send_input({"type": "http.request", "body": b""})
        await server.receive_output(5)
        body = (await server.receive_output(5))["body"].decode()
        await server.wait()
        return str(body)

    async def all_at_once() -> list[str]:
        answers = await asyncio.gather(*(ask(card) for card in both * 4))
        await sync_to_async(connections.close_all)()
        return answers

    assert asyncio.run(all_at_once()) == [f"r_kiel {KIEL}", f"r_dortmund {DORTMUND}"] * 4


class TestGivenBack:
    """The server keeps memory for every region that a connection has seen."""

    @pytest.fixture(autouse=True)
    def few(self, both: object, settings: Any) -> None:
        connection.close()
        settings.REGIONS_PER_CONNECTION = 2

    def test_a_connection_that_has_seen_enough_is_closed_when_the_request_ends(
        self, both: tuple[RegionCard, RegionCard]
    ) -> None:
        with stepping_into(both[0]):
            first = pid()
        close_old_connections()
        with stepping_into(both[0]):
            assert pid() == first
        with stepping_into(both[1]):
            assert pid() == first
        close_old_connections()
        with stepping_into(both[1]):
            assert pid() != first

    def test_one_request_that_goes_through_all_regions_is_given_a_new_one_on_the_way(
        self, both: tuple[RegionCard, RegionCard], settings: Any
    ) -> None:
        settings.REGIONS_PER_CONNECTION = 1
        seen = []
        for place in (both[0], both[1], None, both[0]):
            with stepping_into(place):
                seen.append(pid())
        assert seen[0] == seen[1] != seen[2] == seen[3]

    def test_never_within_a_transaction(self, both: tuple[RegionCard, RegionCard], settings: Any) -> None:
        settings.REGIONS_PER_CONNECTION = 1
        with stepping_into(both[0]), transaction.atomic():
            before = pid()
            for place in (both[1], None, both[0], both[1]):
                with stepping_into(place):
                    assert pid() == before

    def test_zero_keeps_it(self, both: tuple[RegionCard, RegionCard], settings: Any) -> None:
        settings.REGIONS_PER_CONNECTION = 0
        seen = set()
        for place in (both[0], both[1], None) * 2:
            with stepping_into(place):
                seen.add(pid())
            close_old_connections()
        assert len(seen) == 1

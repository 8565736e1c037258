"""Public pages come from a streaming replica, and nobody notices: not who has just sent something, not when it lags."""

from __future__ import annotations

import http.client
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connections
from pytest_django import Settings

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.embedded.postgres import SUPERUSER, Postgres, start_postgres
from kreislauf.embedded.postgres_place import forget_place_in, place_in
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.replica import is_reading_from_replica, reading_connection, reading_from_replica
from kreislauf.web import page_cache
from marketplace.businesses.models import Business
from tenants.engine.router import OneHome
from tests.make import make_business
from tests.plugin.servers import GIVEN_DATABASE, SERVERS

LAG_SECONDS = 8


def test_reads_go_to_the_replica_and_writes_never() -> None:
    router, here, there = OneHome(), Business(), Business()
    here._state.db, there._state.db = "owner", "replica"

    assert router.db_for_read(Business) is None
    with reading_from_replica():
        assert router.db_for_read(Business, instance=here) == "replica"
        assert [router.db_for_write(Business, instance=one) for one in (here, there)] == [None, "default"]
        assert router.db_for_write(Business) is None
    assert not is_reading_from_replica()
    assert reading_connection() is connections["default"]


def test_a_change_is_noted_before_its_pages_are_void(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a page of the new version could be made from a replica that lacks the change, and be cached."""
    settings.PAGE_CACHE_SECONDS = 60
    done: list[str] = []
    monkeypatch.setattr(page_cache, "note_write", lambda place: done.append(f"noted for {place.schema_name}"))
    monkeypatch.setattr(page_cache, "change_value", lambda key, become: done.append("void"))

    page_cache.void_pages_at_once("r_kiel")

    assert done == ["noted for r_kiel", "void"]


@pytest.fixture
def follower(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A streaming replica of the tests' own server."""
    if os.environ.get(GIVEN_DATABASE):
        pytest.skip("DATABASE_URL names a server of somebody else's: it may not be copied.")
    home = tmp_path_factory.mktemp("replica")
    place, log = place_in(home), home / "postgres.log"
    copy = [place.programs / "bin/pg_basebackup", "-d", SERVERS.admin_url, "-D", place.data, "-R", "-c", "fast"]
    done = start(copy, log=log, env={"PATH": os.defpath, "LC_ALL": "C"}, cwd=place.folder, account=place.account)
    assert done.wait(timeout=60) == 0, log.read_text()
    password = unquote(urlsplit(SERVERS.admin_url).password or "")
    server = start_postgres(home, passwords={SUPERUSER: password}, log=log, durable=False)
    try:
        yield server
    finally:
        server.stop()
        forget_place_in(home)


@contextmanager
def web(follower: Postgres, log: Path) -> Iterator[int]:
    """The web with the replica; its port."""
    port, url = free_port(), urlsplit(os.environ["DATABASE_URL"])
    place = f"{url.netloc.rpartition(':')[0]}:{follower.port}"
    env = {
        **os.environ,
        "DATABASE_REPLICA_URL": urlunsplit(url._replace(netloc=place)),
        "GRANIAN_BLOCKING_THREADS": "2",
    }
    env |= {"DATABASE_REPLICA_LAG_SECONDS": str(LAG_SECONDS), "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-W", "ignore", "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", LOOPBACK]
    process = start([*command, "--port", str(port), "kreislauf.wsgi:application"], log=log, env=env, cwd=Path.cwd())
    try:
        until(lambda: ask(port, "/-/healthy").status == 200)
        yield port
    finally:
        stop(process)


def ask(port: int, path: str, *, method: str = "GET") -> SimpleNamespace:
    with suppress(OSError), closing(http.client.HTTPConnection(LOOPBACK, port, timeout=30)) as connection:
        connection.request(method, path, headers={"Host": "kiel.localhost", "Content-Length": "0"})
        answer = connection.getresponse()
        return SimpleNamespace(status=answer.status, text=answer.read().decode())
    return SimpleNamespace(status=0, text="")


def until(is_so: Callable[[], object], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_pages_are_read_from_a_replica_while_it_has_what_was_written(
    kiel: RegionCard, follower: Postgres, tmp_path: Path
) -> None:
    log = tmp_path / "web.log"
    with stepping_into(kiel):
        shop = make_business(name="Laden am Anfang")

    def rename(name: str) -> None:
        """Past the platform, so that no process of it knows."""
        with psycopg.connect(SERVERS.admin_url) as admin:
            admin.execute("SET search_path = r_kiel, public; SET synchronous_commit = on")
            admin.execute("UPDATE businesses_business SET name = %s WHERE id = %s", [name, shop.pk])

    with psycopg.connect(follower.url(SUPERUSER, database=SERVERS.database), autocommit=True) as replica:
        with web(follower, log) as port:
            shown = lambda: re.findall(r"Laden [\w ]+\w", ask(port, "/betriebe/").text)[:1]  # noqa: E731
            pause_where_it_reads(replica, shown, rename)
            until(lambda: shown() == ["Laden der Mitte"])  # it lags too much
            assert "The replica lags" in log.read_text()
            caught_up = log.read_text().count("has caught up")
            replica.execute("SELECT pg_wal_replay_resume()")
            until(lambda: shown() and log.read_text().count("has caught up") > caught_up)

            pause_where_it_reads(replica, shown, rename)
            assert ask(port, "/anmelden/", method="POST").status == 403
            assert shown() == ["Laden der Mitte"]  # what somebody has just sent is never missing
            replica.execute("SELECT pg_wal_replay_resume()")

            replica.close()
            follower.stop()
            assert [ask(port, path).status for path in ("/", "/betriebe/", "/gutscheine/") * 3] == [200] * 9
            rename("Laden am Ende")
            assert shown() == ["Laden am Ende"]
        # Whoever notices first that it is gone: a page in the middle, or the look each second.
        assert re.search("left alone|lags or is none", log.read_text()[-4000:])


def pause_where_it_reads(replica: psycopg.Connection, shown: Callable[[], list[str]], rename: Callable) -> None:  # type: ignore[type-arg]
    """Until a page lacks a name that the replica has not got: it was read there, and is still up to date enough."""
    for number in range(60):
        before = f"Laden Nummer {number}"
        rename(before)
        until(lambda: shown() == [before])  # noqa: B023
        time.sleep(1.1)
        replica.execute("SELECT pg_wal_replay_pause()")
        rename("Laden der Mitte")
        if shown() == [before]:
            return
        replica.execute("SELECT pg_wal_replay_resume()")
    raise AssertionError("No page was read from the replica.")

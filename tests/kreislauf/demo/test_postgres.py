import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from kreislauf.demo.logins import APP, OWNER, harden, make_database, make_logins
from kreislauf.embedded.passwords import kept_passwords
from kreislauf.embedded.postgres import SUPERUSER, Postgres, start_postgres


@contextmanager
def running(home: Path) -> Iterator[Postgres]:
    server = start_postgres(home, passwords=kept_passwords(home), log=home / "postgres.log")
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def platform(home: Path) -> Iterator[Postgres]:
    with running(home) as server:
        admin = server.url(SUPERUSER, database="postgres")
        make_logins(admin, passwords=server.passwords)
        make_database(admin, name="kreislauf")
        harden(server.url(SUPERUSER, database="kreislauf"))
        yield server


def ask(server: Postgres, login: str, statement: str, *, database: str = "kreislauf") -> list[tuple]:
    with psycopg.connect(server.url(login, database=database), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_the_logins_have_the_rights_they_need_and_no_others(home: Path) -> None:
    with platform(home) as server:
        roles = ask(
            server,
            SUPERUSER,
            "SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles"
            " WHERE rolname LIKE 'kreislauf%' ORDER BY rolname",
        )
        assert roles == [(APP, False, False, False, False, False), (OWNER, False, True, True, True, False)]

        ask(server, OWNER, "CREATE SCHEMA r_kiel")
        for statement in ["CREATE SCHEMA s", "CREATE TABLE t (x int)", "CREATE TEMP TABLE t (x int)", "CREATE ROLE r"]:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(server, APP, statement)


def test_logins_and_database_can_be_made_again(home: Path) -> None:
    with platform(home):
        pass
    with platform(home) as server:
        assert ask(server, APP, "SELECT current_user::text") == [(APP,)]


def test_the_server_listens_to_this_machine_alone_and_asks_for_a_password(home: Path) -> None:
    with running(home) as server:
        assert ask(server, SUPERUSER, "SHOW listen_addresses", database="postgres") == [("127.0.0.1",)]
        assert ask(server, SUPERUSER, "SHOW unix_socket_directories", database="postgres") == [("",)]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://postgres:guess@127.0.0.1:{server.port}/postgres")


def test_umlauts_are_lowered_and_searched_as_german_expects(home: Path) -> None:
    with running(home) as server:
        assert ask(server, SUPERUSER, "SELECT lower('ÄÖÜẞ')", database="postgres") == [("äöüß",)]
        ask(server, SUPERUSER, "CREATE EXTENSION unaccent", database="postgres")
        names = ask(
            server,
            SUPERUSER,
            "SELECT n FROM (VALUES ('Zoo'), ('Äpfel'), ('Bäcker')) v(n) ORDER BY lower(unaccent(n))",
            database="postgres",
        )
        assert names == [("Äpfel",), ("Bäcker",), ("Zoo",)]


def test_data_outlives_a_server_that_was_killed(home: Path) -> None:
    with running(home) as server:
        ask(server, SUPERUSER, "CREATE TABLE kept AS SELECT 7 AS x", database="postgres")
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()

        with running(home) as again:
            assert ask(again, SUPERUSER, "SELECT x FROM kept", database="postgres") == [(7,)]


def test_a_note_that_names_somebody_elses_process_does_not_block_the_start(home: Path) -> None:
    with running(home):
        note = _data(home) / "postmaster.pid"
        left_behind = note.read_text().split("\n", 1)[1]
    note.write_text(f"{os.getppid()}\n{left_behind}")

    with running(home) as again:
        assert ask(again, SUPERUSER, "SELECT 1", database="postgres") == [(1,)]


def test_a_server_that_still_runs_on_the_data_is_ended_first(home: Path) -> None:
    with running(home) as leftover, running(home) as server:
        assert leftover.process.wait(timeout=5) == 0
        assert ask(server, SUPERUSER, "SELECT 1", database="postgres") == [(1,)]


def test_data_that_was_being_made_when_the_power_went_is_made_anew(home: Path) -> None:
    with running(home):
        pass
    _data(home).rename(_data(home).with_name("unfinished"))

    with running(home) as server:
        assert ask(server, SUPERUSER, "SELECT 1", database="postgres") == [(1,)]


def _data(home: Path) -> Path:
    return home / "postgres" / "data"

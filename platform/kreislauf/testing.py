"""The pytest plugin that gives every test process servers of its own before Django reads its settings.

With DATABASE_URL or REDIS_URL set, those servers are used instead. DATABASE_URL is then an administrator's: the tests make
logins and databases of their own there, and leave everything else alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote, urlsplit, urlunsplit

import pytest

from kreislauf.demo.logins import Logins, drop_database, harden, make_database, make_logins
from kreislauf.demo.passwords import kept_passwords
from kreislauf.demo.postgres import SUPERUSER, start_postgres
from kreislauf.demo.temporary import temporary_home
from kreislauf.demo.valkey import start_valkey

# Set by the process that hands out work under `pytest -n`, so that its workers know whether the addresses are the caller's.
GIVEN_DATABASE, GIVEN_REDIS = "KREISLAUF_TEST_DATABASE_URL", "KREISLAUF_TEST_REDIS_URL"
_UNUSED = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}


class Servers:
    """What one test process runs on: the servers, their addresses, and the name of its own database."""

    def __init__(self) -> None:
        self.until_the_end = ExitStack()
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        self.database = f"kreislauf_test_{self.worker or 'main'}"
        self.admin_url = ""

    def start(self) -> None:
        """Start what the caller has not given, and tell the settings through the environment."""
        home = self.until_the_end.enter_context(temporary_home())
        passwords = kept_passwords(home)
        logins = Logins()
        admin = os.environ.get(GIVEN_DATABASE, "")
        if admin:
            logins = Logins(owner="kreislauf_test_owner", app="kreislauf_test_app")  # those of a real platform stay as they are
        else:
            postgres = start_postgres(home, passwords=passwords, log=home / "postgres.log", durable=False)
            self.until_the_end.callback(postgres.stop)
            admin = postgres.url(SUPERUSER, database="postgres")
        make_logins(admin, logins=logins, passwords=passwords)
        self.admin_url, self.owner = _inside(admin, database=self.database), logins.owner
        redis_url = os.environ.get(GIVEN_REDIS, "")
        if not redis_url:
            valkey = start_valkey(home, password=passwords["valkey"], log=home / "valkey.log", durable=False)
            self.until_the_end.callback(valkey.stop)
            redis_url = valkey.url()
        os.environ.update(
            DATABASE_URL=_inside(admin, database=self.database, login=logins.app, password=passwords["kreislauf_app"]),
            DATABASE_OWNER_URL=_inside(
                admin, database=self.database, login=logins.owner, password=passwords["kreislauf_owner"]
            ),
            REDIS_URL=_numbered(redis_url, worker=self.worker),
            KREISLAUF_HOME=str(home / "home"),
        )

    def make_database(self) -> None:
        drop_database(_inside(self.admin_url, database="postgres"), name=self.database)
        make_database(_inside(self.admin_url, database="postgres"), name=self.database, owner=self.owner)
        harden(self.admin_url)

    def drop_database(self) -> None:
        drop_database(_inside(self.admin_url, database="postgres"), name=self.database)


SERVERS = Servers()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Iterator[None]:
    """Before pytest-django, which reads the settings at this same point."""
    os.environ.update(KREISLAUF_ENV="test", SECRET_KEY="only-for-tests-" + "0" * 40)
    if not SERVERS.worker:
        for given, name in [(GIVEN_DATABASE, "DATABASE_URL"), (GIVEN_REDIS, "REDIS_URL")]:
            os.environ[given] = os.environ.get(name, "")
    options = parser.parse_known_args(args)
    if getattr(options, "numprocesses", None) and not SERVERS.worker:
        os.environ.update(_UNUSED)  # this process only hands out the tests
    else:
        SERVERS.start()
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    # Registered this late because of two fixtures of one name pytest takes the one that came last, and pytest-django has one.
    config.pluginmanager.register(Databases(), "kreislauf-databases")


def pytest_unconfigure(config: pytest.Config) -> None:
    SERVERS.until_the_end.close()


class Databases:
    """The fixtures that take the place of pytest-django's, which would make a second database beside ours."""

    @pytest.fixture(scope="session")
    def django_db_setup(self, django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
        """An empty platform: the public schema with its tables, no region yet."""
        from django.db import connections
        from tenants.engine.prepare import prepare_public

        SERVERS.make_database()
        with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's type is private
            prepare_public()
        yield
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            connections.close_all()
        SERVERS.drop_database()


def _inside(url: str, *, database: str, login: str = "", password: str = "") -> str:
    """The same server's address with another database, and another login if one is given."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    netloc = f"{login}:{quote(password, safe='')}@{place}" if login else parts.netloc
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{database}"))


def _numbered(url: str, *, worker: str) -> str:
    """A Redis database of the worker's own, counted on from the one that the address names."""
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0) + int(worker.removeprefix("gw") or 0)
    return urlunsplit(parts._replace(path=f"/{number}"))

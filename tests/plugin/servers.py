"""The servers of one test process, and the database that is its own."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest

from kreislauf.demo.logins import APP, OWNER, Logins, drop_database, harden, make_database, make_logins
from kreislauf.embedded.passwords import kept_passwords
from kreislauf.embedded.postgres import SUPERUSER, start_postgres
from kreislauf.embedded.temporary import temporary_home
from kreislauf.embedded.valkey import start_valkey
from tests.plugin.cluster import alone, join_nodes, unfit, workers_of

# Set by the process that hands out work under `pytest -n`: its workers must know which addresses are the caller's.
GIVEN_DATABASE, GIVEN_REDIS = "KREISLAUF_TEST_DATABASE_URL", "KREISLAUF_TEST_REDIS_URL"


class Servers:
    """What one test process runs on: the servers, their addresses, and the name of its own database."""

    def __init__(self) -> None:
        self.until_the_end = ExitStack()
        self.worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        self.database = f"kreislauf_test_{self.worker or 'main'}"
        self.admin_url = ""
        self.cluster_url = os.environ.get("CITUS_URL", "")

    def start(self) -> None:
        """Start what the caller has not given, and tell the settings through the environment."""
        home = self.until_the_end.enter_context(temporary_home())
        (home / "home" / "static").mkdir(parents=True)  # whitenoise warns about a missing one, and warnings are errors
        passwords = kept_passwords(home)
        logins = Logins()
        admin = os.environ.get(GIVEN_DATABASE, "")
        if self.cluster_url and (problems := unfit(self.cluster_url)):
            raise pytest.UsageError("\n".join(problems))
        if admin:
            # The logins of a platform that lives on that server stay as they are.
            logins = Logins(owner="kreislauf_test_owner", app="kreislauf_test_app")
            _refuse_a_platforms_server(admin, logins=logins)
            # The same in every worker, since they share these logins.
            passwords |= dict.fromkeys([OWNER, APP], hashlib.sha256(admin.encode()).hexdigest())
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
            DATABASE_URL=_inside(admin, database=self.database, login=logins.app, password=passwords[APP]),
            DATABASE_OWNER_URL=_inside(admin, database=self.database, login=logins.owner, password=passwords[OWNER]),
            REDIS_URL=_numbered(redis_url, worker=self.worker),
            KREISLAUF_HOME=str(home / "home"),
        )

    def make_database(self) -> None:
        self.drop_database()
        for url in self.nodes():
            make_database(_inside(url, database="postgres"), name=self.database, owner=self.owner)
        if self.cluster_url:
            join_nodes(self.cluster_url, self.nodes(), owner=self.owner)
        for url in self.nodes():
            harden(alone(url) if self.cluster_url else url)

    def drop_database(self) -> None:
        for url in self.nodes():
            drop_database(_inside(url, database="postgres"), name=self.database)

    def nodes(self) -> list[str]:
        """The test database's administrator's address on each server, the coordinator first."""
        if not self.cluster_url:
            return [self.admin_url]
        return [self.admin_url, *workers_of(self.cluster_url, database=self.database)]


def _refuse_a_platforms_server(admin_url: str, *, logins: Logins) -> None:
    """Roles belong to a whole server, and the tests' regions have roles of the same names as a platform's."""
    with psycopg.connect(admin_url) as connection:
        names = [name for (name,) in connection.execute("SELECT rolname FROM pg_roles")]
    if "r_public" in names and logins.owner not in names:
        raise pytest.UsageError("DATABASE_URL names a server that a platform lives on. Tests need one of their own.")


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


SERVERS = Servers()

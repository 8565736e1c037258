"""The servers of one run of `make bench`, and a database for each topic on them."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import psycopg

from kreislauf.demo.logins import APP, OWNER, harden, make_database, make_logins
from kreislauf.embedded.passwords import kept_passwords
from kreislauf.embedded.postgres import SUPERUSER, Postgres, start_postgres
from kreislauf.embedded.postgres_place import forget_place_in, place_in
from kreislauf.embedded.temporary import temporary_home
from kreislauf.embedded.valkey import start_valkey
from tests.bench.worker import Worker

OURS = "kreislauf.settings"


@dataclass(frozen=True)
class Place:
    """Where the benches run. ``scale`` is "full", or "small" to see quickly whether they run at all."""

    home: Path
    postgres: Postgres
    redis_url: str
    scale: str

    def size(self, *, full: int, small: int) -> int:
        return full if self.scale == "full" else small

    def env(self, database: str, **more: str) -> dict[str, str]:
        """What a process of ours needs to know: a production's settings on this place's servers."""
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ},
            "KREISLAUF_ENV": "production",
            "CLIENT_ADDRESS_HEADER": "none",
            "LOG_LEVEL": "WARNING",
            "PUBLIC_SCHEME": "http",
            "SECRET_KEY": "only-for-benches-" + "0" * 40,
            "DATABASE_URL": self._url(APP, database),
            "DATABASE_OWNER_URL": self._url(OWNER, database),
            "REDIS_URL": self.redis_url,
            "KREISLAUF_HOME": str(self.home / "home"),
            **more,
        }

    def worker(self, database: str, *, settings: str = OURS, **more: str) -> Worker:
        return Worker(settings, self.env(database, **more), log=self.home / "workers.log")

    def make_database(self, name: str) -> None:
        make_database(self.admin_url("postgres"), name=name)
        harden(self.admin_url(name))

    def admin_url(self, database: str) -> str:
        return self.postgres.url(SUPERUSER, database=database)

    def program(self, name: str) -> Path:
        """One of PostgreSQL's own programs, from the wheel that the server comes from."""
        return place_in(self.home).programs / "bin" / name

    def _url(self, login: str, database: str) -> str:
        password = quote(self.postgres.passwords[login], safe="")
        return f"postgresql://{login}:{password}@127.0.0.1:{self.postgres.port}/{database}"


@contextmanager
def servers(scale: str) -> Iterator[Place]:
    """A PostgreSQL and a Valkey of this run's own, as the tests have them: nothing survives a crash."""
    with temporary_home() as home:
        (home / "home" / "static").mkdir(parents=True)
        passwords = kept_passwords(home)
        postgres = start_postgres(home, passwords=passwords, log=home / "postgres.log", durable=False)
        try:
            valkey = start_valkey(home, password=passwords["valkey"], log=home / "valkey.log", durable=False)
            try:
                make_logins(postgres.url(SUPERUSER, database="postgres"), passwords=passwords)
                yield Place(home=home, postgres=postgres, redis_url=valkey.url(), scale=scale)
            finally:
                valkey.stop()
        finally:
            postgres.stop()


@contextmanager
def durable(place: Place) -> Iterator[Place]:
    """The same place with a PostgreSQL that writes everything down before it says so, as one that keeps money does."""
    home = place.home / "durable"
    (home / "home" / "static").mkdir(parents=True)
    home.chmod(place.home.stat().st_mode)
    passwords = place.postgres.passwords
    postgres = start_postgres(home, passwords=passwords, log=home / "postgres.log", durable=True)
    try:
        make_logins(postgres.url(SUPERUSER, database="postgres"), passwords=passwords)
        yield replace(place, home=home, postgres=postgres)
    finally:
        postgres.stop()
        forget_place_in(home)


def machine(place: Place) -> str:
    """What it ran on, in one line."""
    with psycopg.connect(place.admin_url("postgres")) as connection:
        server = connection.info.server_version
    model = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    parts = [
        model[1].strip() if model else platform.machine(),
        f"{os.cpu_count()} cores",
        f"{int(memory[1]) / 2**20:.0f} GiB" if memory else "",
        f"load {os.getloadavg()[0]:.1f} at the start",
        f"Python {platform.python_version()}",
        f"PostgreSQL {server // 10000}.{server % 10000}",
    ]
    return ", ".join(part for part in parts if part)


def _read(path: str) -> str:
    return Path(path).read_text(errors="replace") if Path(path).exists() else ""

"""An own PostgreSQL server from a wheel: made, started, taken up again after a crash, and stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from kreislauf.demo.refusals import ServerFailed, last_lines
from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.embedded.postgres_leftover import end_leftover
from kreislauf.embedded.postgres_place import Place, place_in

SUPERUSER = "postgres"
SECONDS_TO_RECOVER = 120
_ATTEMPTS = 3
_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "max_locks_per_transaction": "256",  # one migration or dump touches every table of a region, and there are several
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
}
_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "wal_level": "replica",
    "max_wal_senders": "4",  # a test has it followed by a replica
}


@dataclass(frozen=True)
class Postgres:
    """A running server on the loopback address."""

    process: subprocess.Popen[bytes]
    port: int
    passwords: dict[str, str]
    log: Path

    def url(self, login: str, *, database: str) -> str:
        return f"postgresql://{login}:{quote(self.passwords[login], safe='')}@{LOOPBACK}:{self.port}/{database}"

    def stop(self) -> None:
        # SIGTERM would wait for clients that are connected; SIGINT ends them and writes everything down.
        stop(self.process, by=signal.SIGINT, seconds=20)


def start_postgres(home: Path, *, passwords: dict[str, str], log: Path, durable: bool = True) -> Postgres:
    """Start the server of this home; the first time its data is made.

    ``durable=False`` is for tests: fast, and lost in a crash. Refuses with ``ServerFailed`` and the end of the log.
    """
    place = place_in(home)
    if not place.data.exists():
        _make_data(place, password=passwords[SUPERUSER], log=log)
    end_leftover(place.data)
    settings = _SETTINGS if durable else _SETTINGS | _FORGETFUL
    for attempt in range(1, _ATTEMPTS + 1):
        port = free_port()
        process = start(
            [place.programs / "bin/postgres", "-D", place.data, *_as_options(settings | {"port": str(port)})],
            log=log,
            env=_environment(),
            cwd=place.folder,
            account=place.account,
            dies_by=signal.SIGINT,
        )
        server = Postgres(process=process, port=port, passwords=passwords, log=log)
        if _answers(server):
            return server
        # Between our asking for a free port and the server's taking it, somebody else may have taken it.
        if attempt == _ATTEMPTS or "could not create any TCP/IP sockets" not in last_lines(log):
            break
    server.stop()
    raise ServerFailed("PostgreSQL", log=last_lines(log))


def _make_data(place: Place, *, password: str, log: Path) -> None:
    """Done aside and renamed at the end, so that a half made folder is never taken for a whole one."""
    unfinished, secret = place.folder / "unfinished", place.folder / "password"
    shutil.rmtree(unfinished, ignore_errors=True)
    secret.unlink(missing_ok=True)
    descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(password)
        if place.account:
            os.chown(secret, *place.account)
        process = start(
            [
                place.programs / "bin/initdb",
                *["-D", str(unfinished), "--username", SUPERUSER, "--pwfile", str(secret), "--auth", "scram-sha-256"],
                # The built-in provider needs no locale of the machine's, and gives the same order everywhere.
                *["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
                *["--no-instructions", "--no-sync"],
            ],
            log=log,
            env=_environment(),
            cwd=place.folder,
            account=place.account,
            dies_by=signal.SIGKILL,
        )
        if process.wait() != 0:
            raise ServerFailed("PostgreSQL", log=last_lines(log))
    finally:
        secret.unlink()
    unfinished.rename(place.data)


def _environment() -> dict[str, str]:
    """Nothing of ours: PGDATA, PGPORT or LC_ALL of the caller would lead the server astray."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _as_options(settings: dict[str, str]) -> list[str]:
    return [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]


def _answers(server: Postgres) -> bool:
    """Wait until the server takes connections, which after a crash means until it has recovered."""
    deadline = time.monotonic() + SECONDS_TO_RECOVER
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            psycopg.connect(server.url(SUPERUSER, database="postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.03)
        else:
            return True
    return False

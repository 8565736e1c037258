"""A web server as we run it, asked over one kept connection, and what it cost the processor."""

from __future__ import annotations

import http.client
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port

_TICKS = os.sysconf("SC_CLK_TCK")


class Web:
    """granian with one worker, serving ``application``."""

    def __init__(
        self, application: str, env: Mapping[str, str], *, host: str, log: Path, port: int = 0, threads: int = 1
    ) -> None:
        self.host, self.port = host, port or free_port()
        command = [sys.executable, "-W", "ignore", "-m", "granian", "--interface", "wsgi", "--host", LOOPBACK]
        command += ["--port", str(self.port), "--workers", "1", "--no-ws", application]
        env = {**env, "GRANIAN_BLOCKING_THREADS": str(threads)}  # our settings read it, too
        self.process = start([*command], log=log, env=env, cwd=Path(__file__).resolve().parents[2])
        self.connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=60)

    def __enter__(self) -> Self:
        deadline = time.monotonic() + 60
        while True:
            try:
                self.connection.connect()
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return self

    def __exit__(self, *problem: object) -> None:
        self.connection.close()
        stop(self.process)

    def ask(self, path: str, *, times: int = 1, host: str = "") -> str:
        """Ask one after the other; the last answer's body. Refuses every answer but 200."""
        body = b""
        for _ in range(times):
            response = self._response(path, host or self.host)
            body = response.read()
            if response.status != 200:
                raise AssertionError(f"{path}: {response.status}\n{body[:500]!r}")
        return body.decode(errors="replace")

    def _response(self, path: str, host: str) -> http.client.HTTPResponse:
        for first in (True, False):
            try:
                self.connection.request("GET", path, headers={"Host": host})
                return self.connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionError):
                self.connection.close()  # granian closes a connection that rests while the other sides run
                if not first:
                    raise
        raise AssertionError

    def cpu_of(self, path: str, *, times: int) -> float:
        """Processor seconds of the whole server, its workers included, for each of so many requests."""
        before = self.cpu()
        self.ask(path, times=times)
        return (self.cpu() - before) / times

    def wall_of(self, path: str, *, times: int) -> float:
        """Seconds by the wall's clock for each of so many requests."""
        begun = time.perf_counter()
        self.ask(path, times=times)
        return (time.perf_counter() - begun) / times

    def cpu(self) -> float:
        """Processor seconds so far, of the whole server."""
        return sum(_ticks(pid) for pid in _family(self.process.pid)) / _TICKS


def seconds_of(pid: int) -> float:
    """Processor seconds of a process, of its children that live, and of those that it has seen end."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ended = int(fields[13]) + int(fields[14])
    return (ended + sum(_ticks(one) for one in _family(pid))) / _TICKS


def _family(pid: int) -> list[int]:
    found = [pid]
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended in the meantime
            continue
        if parent == pid:
            found += _family(int(entry.parent.name))
    return found


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])

"""Visitors who ask the edge all the time, over TLS, and count what they get."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Edge:
    """Where the edge listens here, and the authority that its certificates are from."""

    port: int
    authority: str

    def connect(self, host: str, *, seconds: float = 30) -> http.client.HTTPConnection:
        context = ssl.create_default_context(cadata=self.authority)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=seconds)
        connection = http.client.HTTPConnection(host)
        connection.sock = context.wrap_socket(plain, server_hostname=host)
        return connection

    def ask(self, host: str, path: str, *, method: str = "GET", body: bytes | None = None) -> tuple[int, bytes]:
        """The status and the body; 0 where no whole answer came."""
        with suppress(OSError, http.client.HTTPException):
            connection = self.connect(host)
            connection.request(method, path, body=body, headers={"Host": host, **(FORM if body else {})})
            response = connection.getresponse()
            answer = response.status, response.read()
            connection.close()
            return answer
        return 0, b""


@dataclass
class Seen:
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0

    @property
    def failed(self) -> int:
        return sum(count for status, count in self.statuses.items() if status == 0 or status >= 500)

    def __str__(self) -> str:
        counts = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        return f"{counts}; slowest {self.slowest:.1f} s"


@contextmanager
def visitors(edge: Edge, hosts: list[str], *, number: int = 4) -> Iterator[Seen]:
    """Each opens pages of all regions and sends a form, one after the other, until the end."""
    seen, over, lock = Seen(), threading.Event(), threading.Lock()

    def visit(first: int) -> None:
        wishes = cycle([(host, method) for host in hosts[first:] + hosts[:first] for method in ("GET", "POST")])
        for host, method in wishes:
            if over.is_set():
                return
            begun = time.monotonic()
            if method == "GET":
                status, _ = edge.ask(host, "/impressum/")
            else:  # without the form's token: refused by the application, so it was there
                status, _ = edge.ask(host, "/anmelden/", method="POST", body=b"a=b")
            with lock:
                seen.statuses[status] += 1
                seen.slowest = max(seen.slowest, time.monotonic() - begun)
            over.wait(0.02)

    threads = [threading.Thread(target=visit, args=(number % len(hosts),)) for number in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()

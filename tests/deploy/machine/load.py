"""Visitors who ask the edge all the time, over TLS, and count what they get."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from itertools import cycle

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Message

    @property
    def is_lost(self) -> bool:
        """Nobody knows whether what was asked for has happened."""
        return self.status == 0 or self.status >= 500


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
        """The status and the body; 0 and the reason where no whole answer came."""
        answer = self.answer(host, path, method=method, body=body, headers=FORM if body else {})
        return answer.status, answer.body

    def answer(
        self, host: str, path: str, *, method: str = "GET", body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Answer:
        """Whatever comes back, in one connection; the status is 0 where no whole answer came."""
        try:
            connection = self.connect(host)
            connection.request(method, path, body=body, headers={"Host": host, **headers})
            response = connection.getresponse()
            answer = Answer(response.status, response.read(), response.headers)
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, repr(error).encode(), Message())
        return answer

    def hang_up(self, host: str, path: str, *, body: bytes, headers: Mapping[str, str], after: float) -> None:
        """A POST whose answer nobody waits for, of a till that loses its network ``after`` so many seconds."""
        with suppress(OSError, http.client.HTTPException):
            connection = self.connect(host)
            connection.request("POST", path, body=body, headers={"Host": host, **headers})
            time.sleep(after)
            connection.close()


@dataclass
class Seen:
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0
    slowest_of: str = ""
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, asked: str, status: int, body: bytes, *, seconds: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            if seconds > self.slowest:
                self.slowest, self.slowest_of = seconds, asked
            if status == 0 or status >= 500:
                clock = datetime.now(UTC).strftime("%H:%M:%S.%f")[:-3]
                said = " ".join(body.decode("utf-8", "replace").split())[:160]
                self.failures.append(f"{clock} {asked}: {status} after {seconds:.1f} s: {said}")

    @property
    def failed(self) -> int:
        return sum(count for status, count in self.statuses.items() if status == 0 or status >= 500)

    def __str__(self) -> str:
        counts = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        return "\n    ".join([f"{counts}; slowest {self.slowest:.1f} s: {self.slowest_of}", *self.failures[:20]])


@contextmanager
def visitors(edge: Edge, hosts: list[str], *, number: int = 4) -> Iterator[Seen]:
    """Each opens pages of all regions and sends a form, one after the other, until the end."""
    seen, over = Seen(), threading.Event()

    def visit(first: int) -> None:
        wishes = cycle([(host, method) for host in hosts[first:] + hosts[:first] for method in ("GET", "POST")])
        for host, method in wishes:
            if over.is_set():
                return
            begun = time.monotonic()
            if method == "GET":
                status, body = edge.ask(host, "/impressum/")
            else:  # without the form's token: refused by the application, so it was there
                status, body = edge.ask(host, "/anmelden/", method="POST", body=b"a=b")
            seen.add(f"{method} {host}", status, body, seconds=time.monotonic() - begun)
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

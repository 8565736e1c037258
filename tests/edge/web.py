"""The web server as the demo runs it, with the tests' database, and strangers who mean it ill."""

from __future__ import annotations

import http.client
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from kreislauf.demo.programs import web as demo_web
from kreislauf.embedded.child_processes import start, stop
from kreislauf.embedded.ports import LOOPBACK, free_port

HOST = "kiel.localhost"
MEGABYTE = 1024 * 1024
BOUNDARY = b"--where-one-part-ends"


@contextmanager
def serving(
    folder: Path, *, application: str = "kreislauf.wsgi:application", **variables: str
) -> Iterator[tuple[int, int]]:
    """Its port, which its addresses name, and its process number."""
    port = free_port()
    variables["PUBLIC_PORT"] = str(port)
    (folder / "spool").mkdir()
    environment = {**os.environ, "TMPDIR": str(folder / "spool"), "PYTHONWARNINGS": "ignore", **variables}
    program = demo_web(environment, port=port, logs=folder)
    command = [*program.command[:-1], application]
    process = start(command, log=program.log, env=program.env, cwd=Path(__file__).resolve().parents[2])
    try:
        until(lambda: get(port, "/-/healthy") == 200)
        yield port, process.pid
    finally:
        stop(process)


def get(port: int, path: str, *, seconds: float = 5, headers: dict[str, str] | None = None) -> int:
    """The status, or 0 where nothing came in time."""
    return ask(port, "GET", path, seconds=seconds, headers=headers or {})[0]


def ask(
    port: int, method: str, path: str, *, body: bytes | None = None, headers: dict[str, str], seconds: float = 60
) -> tuple[int, str]:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=seconds)
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # refused while it was still being sent
            connection.request(method, path, body=body, headers={"Host": HOST, **headers})
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


class Stranger:
    """A browser that has opened a form and may send it."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
        connection.request("GET", path, headers={"Host": HOST})
        response = connection.getresponse()
        cookies = [value.partition(";")[0] for name, value in response.getheaders() if name.lower() == "set-cookie"]
        page = response.read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found is not None, (response.status, page[:3000])
        self.token, self.cookies = found[1], "; ".join(cookies)
        connection.close()

    def upload(self, content: bytes) -> tuple[int, str]:
        parts = [
            BOUNDARY + b'\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n' + self.token.encode(),
            BOUNDARY + b'\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n' + content,
            BOUNDARY + b"--\r\n",
        ]
        headers = {"Content-Type": "multipart/form-data; boundary=where-one-part-ends", "Cookie": self.cookies}
        return ask(self.port, "POST", self.path, body=b"\r\n".join(parts), headers=headers, seconds=120)


class HalfSent:
    """So many forms of which the second half never comes."""

    def __init__(self, port: int, *, times: int, path: str = "/anmelden/", host: str = HOST) -> None:
        self.sockets = [socket.create_connection((LOOPBACK, port)) for _ in range(times)]
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        for one in self.sockets:
            # With the cookie of a form: without one Django refuses before it reads.
            cookie = f"Cookie: formularschutz={'a' * 32}\r\n"
            one.sendall(f"{head}{cookie}Content-Length: 1000\r\n\r\na=".encode())

    def __enter__(self) -> Self:
        time.sleep(1)  # until all are where they want to be
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for one in self.sockets:
            one.close()


class Memory:
    """The largest resident size of the web's own processes while the block lasts, in MB."""

    def __init__(self, pid: int) -> None:
        self.pid, self.megabytes, self.over = pid, 0, threading.Event()
        self.watch = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self.watch.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.over.set()
        self.watch.join()

    def _look(self) -> None:
        while not self.over.wait(0.05):
            for pid in family(self.pid):
                self.megabytes = max(self.megabytes, resident(pid))


def family(pid: int) -> list[int]:
    """The process and its workers; decoders are beside them, with a limit of their own."""
    found = [pid]
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            is_child = int(entry.read_text().rpartition(")")[2].split()[1]) == pid
            if is_child and b"pictures.decoder" not in (entry.parent / "cmdline").read_bytes():
                found += family(int(entry.parent.name))
    return found


def resident(pid: int) -> int:
    with suppress(OSError):
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) // 1024 if found else 0
    return 0


def at_once(times: int, act: Callable[[int], object]) -> list[object]:
    """What each of so many callers got, all of them together."""
    results: list[object] = [None] * times

    def one(number: int) -> None:
        results[number] = act(number)

    crowd = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for person in crowd:
        person.start()
    for person in crowd:
        person.join()
    return results


def until(condition: Callable[[], object], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("It did not happen in time.")
        time.sleep(0.1)

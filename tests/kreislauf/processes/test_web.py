"""`kreislauf web` has its port to itself, hears SIGTERM at any time, and finishes the requests that are running."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.processes.granian_server import SECONDS_TO_FINISH
from tests.kreislauf.processes.running import PATIENCE, running, status, until

pytestmark = pytest.mark.slow


def test_a_second_server_on_the_port_refuses_and_says_so(tmp_path: Path) -> None:
    bind = f"{LOOPBACK}:{free_port()}"
    with running("web", tmp_path / "one.log", BIND=bind) as one:
        until(lambda: status(int(bind.split(":")[1]), "/-/healthy") == 200)
        with running("web", tmp_path / "other.log", BIND=bind) as other:
            assert other.process.wait(PATIENCE) == 1
            assert other.says(f"Cannot listen on {bind}: Address already in use. Set BIND to another address.")
        one.ends()


def test_sigterm_is_heard_while_it_starts(tmp_path: Path) -> None:
    for seconds in (0.1, 0.6, 1.2, 1.8):
        with running("web", tmp_path / "web.log", BIND=f"{LOOPBACK}:{free_port()}") as web:
            time.sleep(seconds)
            # Less than a process that does not hear it is given.
            assert web.ends() < SECONDS_TO_FINISH, seconds


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_request_that_is_running_is_finished(tmp_path: Path) -> None:
    """Its body arrives in two parts, with the SIGTERM between them."""
    port = free_port()
    with running("web", tmp_path / "web.log", BIND=f"{LOOPBACK}:{port}") as web:
        until(lambda: status(port, "/-/healthy") == 200)
        with socket.create_connection((LOOPBACK, port)) as visitor:
            head = "POST /anmelden/ HTTP/1.1\r\nHost: kiel.localhost\r\nContent-Length: 10\r\nConnection: close\r\n"
            visitor.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\na=b&".encode())
            time.sleep(0.5)
            web.process.terminate()
            until(lambda: status(port, "/-/healthy") == 0)
            visitor.sendall(b"c=d&e=")
            visitor.settimeout(10)
            answer = visitor.recv(100)
        assert web.process.wait(PATIENCE) == 0
    assert answer.startswith(b"HTTP/1.1 403"), answer  # without the form's key

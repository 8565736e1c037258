"""`kreislauf web` has its port to itself, hears SIGTERM at any time, and finishes the requests that are running."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
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


STARTING = """
import os, signal, sys, time
from kreislauf import __main__ as command

class InAFinaliser:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)

def load(name):
    InAFinaliser()
    print("went on")
    sys.exit(0)

command.import_module = load
sys.argv = ["kreislauf", "web"]
command.main()
"""


def test_sigterm_is_heard_where_no_exception_is() -> None:
    """Python drops those of finalisers and callbacks, and a start has many."""
    done = subprocess.run([sys.executable, "-c", STARTING], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (128 + signal.SIGTERM, "")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_request_that_is_running_is_finished(tmp_path: Path) -> None:
    """Its body arrives in two parts, with the SIGTERM between them."""
    port = free_port()
    with running("web", tmp_path / "web.log", BIND=f"{LOOPBACK}:{port}") as web:
        until(lambda: status(port, "/-/healthy") == 200)
        with socket.create_connection((LOOPBACK, port)) as visitor:
            head = "POST /anmelden/ HTTP/1.1\r\nHost: kiel.localhost\r\nContent-Length: 10\r\nConnection: close\r\n"
            head += "Expect: 100-continue\r\n"  # answered when somebody reads the body: then it is running
            visitor.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\na=b&".encode())
            visitor.settimeout(PATIENCE)
            assert visitor.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            web.process.terminate()
            until(lambda: status(port, "/-/healthy") == 0)
            visitor.sendall(b"c=d&e=")
            answer = visitor.recv(100)
        assert web.process.wait(PATIENCE) == 0
    assert answer.startswith(b"HTTP/1.1 403"), answer  # without the form's key

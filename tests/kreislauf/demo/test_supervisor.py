"""The real `python -m kreislauf.demo`, with real servers, killed in every way there is."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from kreislauf.demo.ready import answer
from kreislauf.embedded.ports import LOOPBACK, free_port
from kreislauf.embedded.temporary import temporary_home

SECONDS_TO_START = 240
SECONDS_TO_END = 5

pytestmark = [pytest.mark.slow, pytest.mark.takes_minutes]


def without_servers() -> dict[str, str]:
    """Our own environment names the servers of this test run."""
    return {name: value for name, value in os.environ.items() if not name.endswith("_URL")}


class Demo:
    def __init__(self, home: Path, port: int, *, given: dict[str, str] | None = None) -> None:
        self.home, self.port = home, port
        self.output = home.parent / f"output-{port}"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                # As from a script in the background, which hands its children an ignored SIGINT.
                ["sh", "-c", f"trap '' INT; exec '{sys.executable}' -m kreislauf.demo"],
                env=without_servers() | (given or {}) | {"KREISLAUF_HOME": str(home), "PORT": str(port)},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_until_it_serves(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while "Ctrl-C stops everything." not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def find(self, word: str) -> psutil.Process:
        return next(one for one in self.family() if word in _command(one))


@contextmanager
def running(home: Path, *, given: dict[str, str] | None = None) -> Iterator[Demo]:
    demo = Demo(home, free_port(), given=given)
    try:
        demo.wait_until_it_serves()
        yield demo
    finally:
        demo.process.terminate()
        demo.process.wait(timeout=30)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One home for all of these: providing the regions takes a while, and that the data stays is part of the test."""
    with temporary_home() as outer:
        home = outer / "Ordner mit Ümlaut"
        home.mkdir(mode=0o711)
        yield home


def is_ready(port: int) -> bool:
    return answer(f"localhost:{port}", "/-/ready", port=port) == 200


def _command(process: psutil.Process) -> str:
    """Empty for one that ends in this moment."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # a zombie is one, too
        return ""


def still_running(family: list[psutil.Process]) -> list[psutil.Process]:
    """After the time they have for ending. A dead one that the machine's first process has not buried yet is dead."""
    deadline = time.monotonic() + SECONDS_TO_END
    while (left := [one for one in family if not _is_dead(one)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def _is_dead(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_however_it_ends_nothing_is_left_and_the_next_start_serves(home: Path) -> None:
    """The next start is the one that ends next, and after the last of them that of the test below."""
    for ending in (signal.SIGINT, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP):
        with running(home) as demo:
            assert is_ready(demo.port), ending
            family = demo.family()
            assert len(family) > 6
            began = time.monotonic()
            os.kill(demo.process.pid, ending)
            assert still_running(family) == [], ending
            assert time.monotonic() - began < SECONDS_TO_END
            assert demo.process.wait(timeout=5) == (0 if ending != signal.SIGKILL else -signal.SIGKILL)


def test_it_goes_when_make_is_killed(home: Path) -> None:
    port = free_port()
    shell = subprocess.Popen(
        ["sh", "-c", f"'{sys.executable}' -m kreislauf.demo --with-parent; true"],
        env=without_servers() | {"KREISLAUF_HOME": str(home), "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + SECONDS_TO_START
    while len(family := psutil.Process(shell.pid).children(recursive=True)) < 8 or not is_ready(port):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    shell.kill()
    shell.wait()
    assert still_running(family) == []


def test_a_port_that_is_taken_is_told_in_a_sentence(home: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as somebody:
        port = somebody.getsockname()[1]
        demo = Demo(home, port)

        assert demo.process.wait(timeout=20) == 1
        assert demo.said.strip().splitlines() == [
            f"Port {port} ist schon belegt. Wählen Sie einen anderen: PORT={port + 1} make demo",
            f"Port {port} is taken already. Choose another one: PORT={port + 1} make demo",
        ]


def test_a_port_that_is_no_number_is_told_in_a_sentence(home: Path) -> None:
    demo = Demo(home, 0)

    assert demo.process.wait(timeout=20) == 1
    assert demo.said.strip().splitlines() == [
        "PORT ist eine Zahl von 1 bis 65535, nicht „0“.",
        "PORT is a number from 1 to 65535, not “0”.",
    ]


@pytest.fixture(scope="module")
def demo(home: Path) -> Iterator[Demo]:
    """One that goes on running."""
    with running(home) as demo:
        yield demo


def test_it_serves_after_one_whose_make_was_killed(demo: Demo) -> None:
    assert is_ready(demo.port)


def test_a_second_demo_in_the_same_home_is_refused_in_a_sentence(demo: Demo, home: Path) -> None:
    second = Demo(home, free_port())

    assert second.process.wait(timeout=20) == 1
    assert second.said.strip().splitlines() == [
        f"In {home} läuft schon eine Demo (Prozess {demo.process.pid}). Eine zweite: KREISLAUF_HOME=… PORT=…",
        f"A demo is already running in {home} (process {demo.process.pid}). A second: KREISLAUF_HOME=… PORT=…",
    ]
    assert is_ready(demo.port)


def test_the_web_gets_the_login_that_owns_nothing(demo: Demo) -> None:
    told = demo.find("granian").environ()

    assert "DATABASE_OWNER_URL" not in told
    with psycopg.connect(told["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT current_user::text").fetchone() == ("kreislauf_app",)


def test_given_servers_are_used_and_nothing_embedded_starts(demo: Demo, tmp_path: Path) -> None:
    told = demo.find("celery").environ()
    given = {name: told[name] for name in ["DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"]}
    with running(tmp_path, given=given) as second:
        assert {one.name() for one in second.family()} & {"postgres", "valkey-server"} == set()
        assert not (tmp_path / "postgres").exists()


def test_a_program_that_falls_over_is_started_again(demo: Demo) -> None:
    for word in ["granian", "celery -A kreislauf.celery worker", "celery -A kreislauf.celery beat"]:
        demo.find(word).kill()
    deadline = time.monotonic() + 30
    while demo.said.count("was started again") < 3 or answer("localhost", "/-/ready", port=demo.port) != 200:
        assert time.monotonic() < deadline, demo.said
        time.sleep(0.1)

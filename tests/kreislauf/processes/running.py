"""The platform's commands as processes of their own, on the servers of the tests."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kreislauf.embedded.ports import LOOPBACK

PATIENCE = 90.0  # seconds, on a busy machine


def on_a_read_only_disk(temporary: Path) -> list[str]:
    """What starts a command that may write to ``temporary`` alone, as in a container of the chart. Needs root."""
    lay_out = 'mount -o remount,ro,bind / && mount -t tmpfs none "$TMPDIR" && exec "$@"'
    own = ["unshare", "--mount", "--propagation", "private"]
    return [*own, "env", f"TMPDIR={temporary}", "sh", "-c", lay_out, "sh"]


class Running:
    """A command with its log; ``before`` is what starts it, such as `on_a_read_only_disk`."""

    def __init__(self, name: str, log: Path, *, before: Sequence[str] = (), **variables: str) -> None:
        self.log = log
        environment = {**os.environ, "LOG_LEVEL": "INFO", **variables}
        with log.open("wb") as output:
            # A name with dots is a module that starts the command with something of the test's.
            module = [name] if "." in name else ["kreislauf", name]
            command = [*before, sys.executable, "-W", "ignore", "-m", *module]
            self.process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)

    def says(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")

    def ends(self) -> float:
        """Seconds that it takes to end after SIGTERM."""
        asked = time.monotonic()
        self.process.terminate()
        self.process.wait(PATIENCE)
        return time.monotonic() - asked


@contextmanager
def running(name: str, log: Path, *, before: Sequence[str] = (), **variables: str) -> Iterator[Running]:
    one = Running(name, log, before=before, **variables)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()


def until(happens: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)


def status(port: int, path: str, *, host: str = "localhost") -> int:
    """The answer's status, or 0 if nobody answers."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()

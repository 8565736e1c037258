"""The folder in which a demo keeps all it remembers, and that only one demo at a time may hold."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kreislauf.demo.refusals import Refusal

DEFAULT = "var/demo"


def chosen_home() -> Path:
    """The folder that KREISLAUF_HOME names, else ``var/demo``; made if it is missing."""
    home = Path(os.environ.get("KREISLAUF_HOME") or DEFAULT).expanduser().absolute()
    try:
        for folder in ["logs", "static"]:  # whitenoise warns about a missing folder for static files
            (home / folder).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Refusal(
            f"Der Ordner {home} lässt sich nicht anlegen ({problem.strerror}). Ein anderer: KREISLAUF_HOME=…",
            f"The folder {home} cannot be made ({problem.strerror}). Another one: KREISLAUF_HOME=…",
        ) from None
    return home


@contextmanager
def holding(home: Path) -> Iterator[None]:
    """Hold the home. The kernel lets go of it with our last breath, so nothing is left to clear away after a crash.

    Refuses while another demo holds it.
    """
    try:
        lock = (home / "lock").open("a+")
    except OSError as problem:
        raise Refusal(
            f"Der Ordner {home} lässt sich nicht beschreiben ({problem.strerror}). Gehört er jemand anderem?",
            f"The folder {home} cannot be written to ({problem.strerror}). Does it belong to somebody else?",
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "?"
            raise Refusal(
                f"In {home} läuft schon eine Demo (Prozess {holder}). Eine zweite: KREISLAUF_HOME=… PORT=…",
                f"A demo is already running in {home} (process {holder}). A second: KREISLAUF_HOME=… PORT=…",
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield

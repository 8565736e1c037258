"""A home for the length of one test run, in the system's folder for temporary things."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kreislauf.embedded.postgres_place import forget_place_in

PREFIX = "kreislauf-test-"


@contextmanager
def temporary_home() -> Iterator[Path]:
    """An empty folder, gone at the end; what runs that were killed have left is cleared away first."""
    _clear_leftovers()
    home = Path(tempfile.mkdtemp(prefix=PREFIX))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)  # root's PostgreSQL runs as somebody else, who must get there
    with _lock_of(home).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield home
        finally:
            _remove(home)


def _clear_leftovers() -> None:
    for home in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), _lock_of(home).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(home)


def _lock_of(home: Path) -> Path:
    return home / "lock"


def _remove(home: Path) -> None:
    with suppress(OSError):
        forget_place_in(home)
    shutil.rmtree(home, ignore_errors=True)

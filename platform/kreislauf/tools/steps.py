"""Show what a command is doing, and how long it took. Runs on a bare Python."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

CLEAR = "\r\x1b[2K"


class Step:
    """One line that counts its seconds on a terminal; in a log, a line at the start, per message, and at the end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._detail = ""
        self._began = time.monotonic()
        self._live = sys.stdout.isatty()
        self._over = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def detail(self, detail: str) -> None:
        """How far it is."""
        self._detail = detail.strip()
        if not self._live and self._detail:
            print(f"    {self._detail}", flush=True)

    def begin(self) -> None:
        if self._live:
            self._ticker.start()
        else:
            print(f"· {self._text} …", flush=True)

    def end(self, *, well: bool) -> None:
        self._over.set()
        if self._live:
            self._ticker.join()
        mark, start = ("✓" if well else "✗"), (CLEAR if self._live else "")
        print(f"{start}{mark} {self._text}  {self._seconds:.1f} s", flush=True)

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._began

    def _tick(self) -> None:
        while not self._over.wait(0.2):
            line = f"· {self._text} … {self._seconds:.0f} s  {self._detail}"
            print(f"{CLEAR}{line[: shutil.get_terminal_size().columns - 1]}", end="", flush=True)


@contextmanager
def step(text: str) -> Iterator[Step]:
    """Work that takes a while."""
    work = Step(text)
    work.begin()
    try:
        yield work
    except BaseException:
        work.end(well=False)
        raise
    work.end(well=True)

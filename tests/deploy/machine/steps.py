"""A step says one line with what was seen and how long it took; a promise that does not hold ends the run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.deploy.machine.docker import Failed

Note = Callable[[str], None]


@contextmanager
def step(name: str) -> Iterator[Note]:
    begun, notes = time.monotonic(), []
    print(f"· {name} …", flush=True)
    try:
        yield notes.append
    except BaseException:
        print(f"✗ {name}  {'; '.join(notes)}", flush=True)
        raise
    print(f"✓ {name}  {time.monotonic() - begun:.1f} s  {'; '.join(notes)}", flush=True)


def promise(held: bool, sentence: str) -> None:
    if not held:
        raise Failed(sentence)


def ticked(said: str) -> str:
    """Of what a script of deploy/compose has printed, its steps and their seconds."""
    return " · ".join(line[2:] for line in said.splitlines() if line.startswith("✓"))

"""How long a provider may take: somebody looking at a page waits 3 seconds at most in all, a worker longer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PAGE_SECONDS = 3.0

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def hurried(seconds: float = PAGE_SECONDS) -> Iterator[None]:
    """For the length of the block all calls to providers share these seconds; who is slower counts as down."""
    until = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(until)


def seconds_left() -> float | None:
    """What a call may still take, 0 where nothing is left; None where nobody waits."""
    until = _until.get()
    return None if until is None else max(until - time.monotonic(), 0.0)

"""The answers that the objectives of ``deploy/slo.md`` are about, counted also where no Prometheus asks.

Each process counts by itself and adds what it has to the shared counters with an answer every ten seconds: what a page
costs does not grow, and one that is killed takes no more than that along. Nothing of a request is kept but that there
was one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock
from time import monotonic

from kreislauf.house import declared
from kreislauf.measured import Objective
from kreislauf.metrics.counts import count_all
from kreislauf.metrics.routes import CACHED, CLOSED, HEALTH, STATIC

ADDED_EVERY_SECONDS = 10
NO_PAGES = frozenset({HEALTH, STATIC, CLOSED})
CACHED_PAGES = Objective(frozenset({CACHED}), slow_seconds=0.3)

_lock = Lock()
_own: Counter[str] = Counter()  # not added to the shared ones yet
_added_at = [-float(ADDED_EVERY_SECONDS)]


def note_answer(route: str, method: str, status: int, *, seconds: float) -> None:
    """Without the cache server the numbers are kept here until it is back."""
    with _lock:
        _own.update(_counters_of(route, method, status, seconds))
        if monotonic() - _added_at[0] < ADDED_EVERY_SECONDS:
            return
        # Of all threads one goes on, and the others do not wait for it.
        _added_at[0] = monotonic()
        taken = dict(_own)
        _own.clear()
    if taken and not count_all(taken):
        with _lock:
            _own.update(taken)


def objectives() -> Mapping[str, Objective]:
    """``cached_pages`` and what the rooms declare; all ``pages`` together are counted besides."""
    return {"cached_pages": CACHED_PAGES, **declared("objectives")}


def counters() -> Iterable[str]:
    """The names of all counters here: ``pages``, ``pages_failed``, then three for each objective."""
    yield from ("pages", "pages_failed")
    for name in objectives():
        yield from (name, f"{name}_failed", f"{name}_slow")


def _counters_of(route: str, method: str, status: int, seconds: float) -> Iterator[str]:
    failed = status >= 500
    if route not in NO_PAGES:
        yield "pages"
        if failed:
            yield "pages_failed"
    for name, one in objectives().items():
        if route in one.routes and one.method in ("", method):
            yield name
            if failed:
                yield f"{name}_failed"
            if seconds > one.slow_seconds:
                yield f"{name}_slow"

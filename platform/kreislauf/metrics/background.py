"""The ports of worker and beat, and what each message says about its own age."""

from __future__ import annotations

import time
from typing import Any

from celery import signals
from prometheus_client import Gauge

from kreislauf.metrics.registry import REGISTRY
from kreislauf.metrics.server import serve
from kreislauf.queue import QUEUED_AT

_servers: list[Any] = []  # of this process


@signals.before_task_publish.connect
def note_when_queued(headers: dict[str, Any] | None = None, **_rest: Any) -> None:
    """So that anybody can see how long the oldest message has waited."""
    if headers is not None:
        headers[QUEUED_AT] = time.time()


@signals.worker_ready.connect
def serve_worker(**_rest: Any) -> None:
    _servers.append(serve("worker"))


@signals.worker_process_init.connect
def close_in_child(**_rest: Any) -> None:
    """A child that outlives its parent must not keep the port."""
    for server in filter(None, _servers):
        server.socket.close()


@signals.beat_init.connect
def serve_beat(**_rest: Any) -> None:
    """Publish how long ago beat has sent a task; until it sends one, as while another beat is at work, nothing."""
    serve("beat")
    signals.after_task_publish.connect(note_tick, weak=False)


_tick: list[float] = []


def note_tick(**_rest: Any) -> None:
    if not _tick:
        age = Gauge(
            "kreislauf_beat_last_tick_seconds", "Since beat has last sent a task to the queue.", registry=REGISTRY
        )
        age.set_function(lambda: time.monotonic() - _tick[0])
    _tick[:] = [time.monotonic()]

"""A file that a process touches while it does its work; who watches the process looks at the file's age."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import bootsteps
from celery.worker.consumer import Consumer
from django.conf import settings

SECONDS_BETWEEN = 15.0


def touch() -> None:
    """Set the file's time to now. Without a place to write, the process works on."""
    try:
        settings.ALIVE_FILE.touch()
    except OSError:
        return


@contextmanager
def touching() -> Iterator[None]:
    """Touch the file all along the block, in which the worker's loop cannot."""
    over = threading.Event()

    def touch_again() -> None:
        while not over.wait(SECONDS_BETWEEN):
            touch()

    touch()
    helper = threading.Thread(target=touch_again, daemon=True)
    helper.start()
    try:
        yield
    finally:
        over.set()
        helper.join()


class PatientConsumer(Consumer):
    """A worker that waits for the queue's server is alive: to end it would end the tasks that it has begun."""

    def ensure_connected(self, conn: Any) -> Any:
        with touching():
            return super().ensure_connected(conn)


class TouchAliveFile(bootsteps.StartStopStep):
    """A step of the worker: its own loop touches the file, so that a loop that hangs lets it grow old."""

    requires = {"celery.worker.components:Timer"}

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self.entry: Any = None

    def start(self, worker: Any) -> None:
        touch()
        self.entry = worker.timer.call_repeatedly(SECONDS_BETWEEN, touch, priority=10)

    def stop(self, worker: Any) -> None:
        if self.entry:
            self.entry.cancel()
        settings.ALIVE_FILE.unlink(missing_ok=True)

"""A file that a process touches while it does its work; who watches the process looks at the file's age."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from celery import bootsteps
from django.conf import settings

SECONDS_BETWEEN = 15.0


def touch(path: Path | None = None) -> None:
    """Set the file's time to now. Without a place to write, the process works on."""
    try:
        (path or settings.ALIVE_FILE).touch()
    except OSError:
        return


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

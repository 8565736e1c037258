"""How a worker's tasks end. They run in children, whose memory no port shows: their parent counts them."""

from __future__ import annotations

import time
from typing import Any

from billiard.einfo import ExceptionWithTraceback
from celery.exceptions import Ignore, Reject, Retry
from celery.worker.request import Request

from kreislauf.house import timetable
from kreislauf.metrics.counts import note_sweep
from kreislauf.metrics.registry import TASK_SECONDS, TASKS

STATES = {Retry: "retried", Ignore: "ignored", Reject: "ignored"}


class CountedRequest(Request):
    """Celery's own, which runs in the worker's parent process: there it hears how each task ended."""

    def on_success(self, failed__retval__runtime: Any, **kwargs: Any) -> Any:
        failed, _result, runtime = failed__retval__runtime
        if not failed:
            TASKS.labels(self.name, "succeeded").inc()
            TASK_SECONDS.labels(self.name).observe(runtime)
            if self.name in timetable():
                note_sweep(self.name, at=time.time())
        return super().on_success(failed__retval__runtime, **kwargs)

    def on_failure(self, exc_info: Any, send_failed_event: bool = True, return_ok: bool = False) -> Any:
        problem = exc_info.exception
        if isinstance(problem, ExceptionWithTraceback):  # as a child's arrives
            problem = problem.exc
        TASKS.labels(self.name, STATES.get(type(problem), "failed")).inc()
        return super().on_failure(exc_info, send_failed_event=send_failed_event, return_ok=return_ok)

    def on_timeout(self, soft: bool, timeout: float) -> Any:
        if not soft:
            TASKS.labels(self.name, "timed out").inc()
        return super().on_timeout(soft, timeout)

"""How a worker's tasks end. They run in children, whose memory no port shows: their parent counts them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from billiard.einfo import ExceptionWithTraceback
from celery.exceptions import Ignore, Reject, Retry, TimeLimitExceeded
from celery.worker.request import Request

from kreislauf.house import timetable
from kreislauf.metrics.counts import note_sweep
from kreislauf.metrics.registry import TASK_SECONDS, TASKS
from kreislauf.metrics.task_ends import note_end

FAILED, TIMED_OUT = "failed", "timed out"
STATES = {Retry: "retried", Ignore: "ignored", Reject: "ignored", TimeLimitExceeded: TIMED_OUT}


class CountedRequest(Request):
    """Celery's own, which runs in the worker's parent process: there it hears how each task ended."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Celery makes a class of each task with an ``on_success`` of its own, which asks no other: count around it."""
        super().__init_subclass__(**options)
        if "on_success" in vars(cls):
            cls.on_success = _counted(cls.on_success)

    def on_failure(self, exc_info: Any, send_failed_event: bool = True, return_ok: bool = False) -> Any:
        problem = exc_info.exception
        if isinstance(problem, ExceptionWithTraceback):  # as a child's arrives
            problem = problem.exc
        state = STATES.get(type(problem), FAILED)
        TASKS.labels(self.name, state).inc()
        note_end(self.name, is_failed=state in (FAILED, TIMED_OUT), at=time.time())
        return super().on_failure(exc_info, send_failed_event=send_failed_event, return_ok=return_ok)


def _counted(on_success: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(on_success)
    def counted(self: CountedRequest, failed__retval__runtime: Any, **options: Any) -> Any:
        failed, _result, runtime = failed__retval__runtime
        if not failed:  # else it is passed on to on_failure
            TASKS.labels(self.name, "succeeded").inc()
            TASK_SECONDS.labels(self.name).observe(runtime)
            note_end(self.name, is_failed=False, at=time.time())
            if self.name in timetable():
                note_sweep(self.name, at=time.time())
        return on_success(self, failed__retval__runtime, **options)

    return counted

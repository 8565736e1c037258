"""A task's end is counted in the class that Celery's worker makes of it."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest
from billiard.einfo import ExceptionInfo
from celery.exceptions import Retry, TimeLimitExceeded
from celery.utils.imports import symbol_by_name
from celery.worker.request import create_request_cls

from kreislauf.celery import app
from kreislauf.metrics.counts import counts, last_sweeps
from kreislauf.metrics.registry import REGISTRY
from kreislauf.metrics.task_ends import recent_ends
from tenants.tasks import sweep_mail
from tests.kreislauf.metrics.ends_app import succeeds


def ended(task: Any = succeeds) -> Any:
    """A message of the task as the worker's parent holds it, when its child has answered."""
    pool = SimpleNamespace(apply_async=None)
    kind = create_request_cls(symbol_by_name(task.Request), task, pool, "here", None, app=app)
    headers = {"id": "1", "task": task.name, "lang": "py", "root_id": "1", "argsrepr": "()", "kwargsrepr": "{}"}
    message = SimpleNamespace(properties={}, delivery_info={}, headers=headers, payload=((), {}, {}))
    message.content_type, message.content_encoding = "application/json", "utf-8"
    nothing = {"on_ack": lambda *args: None, "on_reject": lambda *args: None, "eventer": SimpleNamespace(enabled=False)}
    return kind(message, app=app, hostname="here", task=task, connection_errors=(), body=((), {}, {}), headers=headers,
                decoded=True, utc=True, **nothing)  # fmt: skip


def counted(state: str, task: Any = succeeds) -> float:
    return REGISTRY.get_sample_value("kreislauf_tasks_total", {"task": task.name, "state": state}) or 0.0


def failure(problem: Exception) -> ExceptionInfo:
    try:
        raise problem
    except type(problem):
        return ExceptionInfo()


def test_a_success_counts_with_its_time() -> None:
    labels = {"task": succeeds.name}
    before, seconds = counted("succeeded"), REGISTRY.get_sample_value("kreislauf_task_seconds_sum", labels) or 0.0

    ended().on_success((0, None, 1.5))

    assert counted("succeeded") == before + 1
    assert REGISTRY.get_sample_value("kreislauf_task_seconds_sum", labels) == seconds + 1.5


@pytest.mark.parametrize(
    ("problem", "state"), [(RuntimeError("x"), "failed"), (Retry(), "retried"), (TimeLimitExceeded(1), "timed out")]
)
def test_another_end_counts_as_what_it_was(problem: Exception, state: str) -> None:
    before, succeeded = counted(state), counted("succeeded")

    ended().on_success((1, failure(problem), 0.1))

    assert (counted(state), counted("succeeded")) == (before + 1, succeeded)


@pytest.mark.parametrize(
    ("problem", "failed"), [(RuntimeError("x"), 1), (Retry(), 0), (TimeLimitExceeded(1), 1), (None, 0)]
)
def test_the_ends_of_late_are_counted_for_all_processes(problem: Exception | None, failed: int) -> None:
    ended().on_success((0, None, 0.1) if problem is None else (1, failure(problem), 0.1))
    ended().on_success((0, None, 0.1))

    assert recent_ends(at=time.time()) == {succeeds.name: (2, failed)}
    assert (counts() or {}).get("tasks_failed", 0) == failed


def test_a_sweep_that_succeeds_is_noted() -> None:
    ended(sweep_mail).on_success((0, None, 0.1))

    assert list(last_sweeps() or {}) == ["tenants.tasks.sweep_mail"]

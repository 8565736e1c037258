"""The platform's Celery with tasks that end in each way, for a worker that a test starts."""

from __future__ import annotations

from celery import Task

from kreislauf.celery import app


@app.task(platform=True)
def succeeds() -> None:
    """Nothing more."""


@app.task(platform=True)
def fails() -> None:
    raise RuntimeError("This one fails.")


@app.task(platform=True, bind=True, max_retries=1)
def is_retried(self: Task) -> None:
    if not self.request.retries:
        raise self.retry(countdown=0)


@app.task(platform=True, time_limit=1)
def takes_too_long() -> None:
    while True:
        pass

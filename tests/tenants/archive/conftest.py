from __future__ import annotations

from collections.abc import Iterator

import pytest

from kreislauf.celery import app


@pytest.fixture
def eager() -> Iterator[None]:
    """What is queued runs at once."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False

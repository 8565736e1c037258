from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from kreislauf.celery import app
from kreislauf.regions import RegionCard


@pytest.fixture
def ute(kiel: RegionCard, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    """A neighbour's browser, not signed in."""
    return client_for(kiel)


@pytest.fixture
def at_once() -> Iterator[None]:
    """Tasks are done where they are queued."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False

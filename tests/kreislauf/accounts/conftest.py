from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from kreislauf.accounts.models import Role, User
from kreislauf.celery import app
from kreislauf.regions import RegionCard
from tests.make import make_user


@pytest.fixture(autouse=True)
def _fresh(clear_cache: None) -> None:
    """No limit is used up by the test before."""


@pytest.fixture
def at_once() -> Iterator[None]:
    """Tasks are done where they are queued."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def site(kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel)


@pytest.fixture
def ute(in_kiel: RegionCard) -> User:
    return make_user(role=Role.ADMINISTRATOR, email="ute@kiel.example")


@pytest.fixture
def office(ute: User, kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel, user=ute)

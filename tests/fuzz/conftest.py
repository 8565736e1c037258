from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from kreislauf.regions import stepping_into
from tests.conftest import card_of
from tests.fuzz.ground import Ground
from tests.journeys.world import make_world, rolled_back


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    with django_db_blocker.unblock(), stepping_into(None), rolled_back():
        yield Ground(make_world(card_of("kiel"), secret="Alltagswort"))


@pytest.fixture(autouse=True)
def database(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.accounts.models import Role, User
from kreislauf.regions import RegionCard
from tests.make import make_user


@pytest.fixture
def ute(in_kiel: RegionCard) -> User:
    return make_user(role=Role.ADMINISTRATOR, email="ute@kiel.example")


@pytest.fixture
def office(ute: User, kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(kiel, user=ute)

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from tests.conftest import make_client
from tests.make import make_user


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    """An administrator's browser."""
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR, email="ida@kiel.example"))

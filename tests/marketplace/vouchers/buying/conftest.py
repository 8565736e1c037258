from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.regions import RegionCard
from tests.make import make_user


@pytest.fixture
def ute(kiel: RegionCard, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    """A neighbour's browser, not signed in."""
    return client_for(kiel)


@pytest.fixture
def rathaus(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    """Staff, signed in."""
    return client_for(in_kiel, user=make_user())

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.regions import RegionCard


@pytest.fixture
def ute(kiel: RegionCard, in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    """A neighbour's browser, not signed in."""
    return client_for(kiel)

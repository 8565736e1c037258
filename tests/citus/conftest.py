"""A region that the test makes beside Kiel and Dortmund."""

from __future__ import annotations

import pytest

from kreislauf.regions import RegionCard
from tenants.models import Region
from tests.tenants.archive.seen import card_of
from tests.tenants.archive.sold import make_region


@pytest.fixture
def husum(db: None) -> Region:
    return make_region("husum")


@pytest.fixture
def card(husum: Region) -> RegionCard:
    return card_of(husum)

from __future__ import annotations

import pytest
from pytest_django import Settings

from kreislauf.regions import RegionCard
from tests.billing import handlers


@pytest.fixture
def shop(in_kiel: RegionCard, settings: Settings) -> handlers.Shop:
    """The probe slice, wired up as any slice is: one line in each of the four tables."""
    for table, verb in [
        ("ON_PAID", "paid"),
        ("ON_CLOSED", "closed"),
        ("ON_REFUNDED", "refunded"),
        ("ON_TAKEN_BACK", "taken_back"),
    ]:
        setattr(settings, table, {handlers.PURPOSE: f"tests.billing.handlers.{verb}"})
    handlers.shop.__init__()  # type: ignore[misc]
    return handlers.shop

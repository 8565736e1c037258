"""The order machine under random faults: whatever goes wrong on the way, it adds up in the end.

A failing seed is played again with ``-k "seed-123"``… or ``Stage(kiel).play(123)``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from kreislauf.regions import RegionCard
from tests.billing.machine.play import Stage

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RUNS = 10


@pytest.fixture
def stage(kiel: RegionCard, settings: Settings) -> Iterator[Stage]:
    settings.PAYMENT_PROVIDERS = {"sandbox": "tests.billing.machine.weather.FaultyProvider"}
    settings.SANDBOX_LATE_SECONDS = 3600
    stage = Stage(kiel)
    yield stage
    stage.close()


def test_whatever_goes_wrong_it_adds_up_in_the_end(stage: Stage) -> None:
    broken = {}
    for seed in range(RUNS):
        _town, sentences = stage.play(seed)
        if sentences:
            broken[seed] = sentences
    assert broken == {}

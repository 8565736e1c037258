"""The order machine under random faults: whatever goes wrong on the way, it adds up in the end.

A failing seed fails again: ``Stage(kiel).play(seed)`` returns the run with the town, whose notebook tells the story.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from kreislauf.regions import RegionCard
from tests.billing.machine.met import EVERYTHING
from tests.billing.machine.mutants import MUTANTS, Mutant
from tests.billing.machine.play import Stage
from tests.billing.machine.worlds import World
from tests.billing.machine.worlds.bank import BankWorld
from tests.billing.machine.worlds.sandbox import SandboxWorld
from tests.billing.machine.worlds.stripe import StripeWorld

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RUNS = [range(first, first + 30) for first in range(0, 240, 30)]
NOTICED_WITHIN = 100


WORLDS: list[type[World]] = [SandboxWorld, StripeWorld, BankWorld]


@pytest.fixture(params=WORLDS, ids=lambda world: world.provider)
def stage(
    request: pytest.FixtureRequest, kiel: RegionCard, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    monkeypatch.setattr("billing.providers.stripe.client.RETRIES", 0)  # the weather is bad enough for one call
    settings.PAYMENT_PROVIDERS = {request.param.provider: "tests.billing.machine.weather.FaultyProvider"}
    settings.SANDBOX_LATE_SECONDS = 3600
    logging.disable(logging.CRITICAL)  # the provider is down all the time
    stage = Stage(kiel, request.param)
    yield stage
    stage.close()
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("seeds", RUNS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_whatever_goes_wrong_it_adds_up_in_the_end(stage: Stage, seeds: range) -> None:
    broken = {seed: sentences for seed in seeds if (sentences := stage.play(seed).broken)}

    assert not broken, "\n".join(f"{seed}: {sentence}" for seed, found in broken.items() for sentence in found)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.mutate.__name__)
def test_a_mistake_is_noticed(stage: Stage, mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    mutant.mutate(monkeypatch)

    noticed = next((seed for seed in range(NOTICED_WITHIN) if stage.play(seed).broken), None)

    assert noticed is not None, f"{mutant}: not noticed in {NOTICED_WITHIN} runs"


def test_the_weather_is_as_bad_as_it_should_be(stage: Stage) -> None:
    met: Counter[str] = Counter()
    for seed in range(60):
        met += stage.play(seed).met

    assert {what for what in (*EVERYTHING, *stage.make_world.troubles) if not met[what]} == set()

"""The order machine under random faults: whatever goes wrong on the way, it adds up in the end.

A failing seed fails again: ``Stage(kiel).play(seed)`` returns the run with the town, whose notebook tells the story.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from kreislauf.regions import RegionCard
from tests.billing.machine.met import EVERYTHING
from tests.billing.machine.mutants import Mutant
from tests.billing.machine.mutants_of_matches import MUTANTS
from tests.billing.machine.play import Stage
from tests.billing.machine.worlds import World
from tests.billing.machine.worlds.bank import BankWorld
from tests.billing.machine.worlds.sandbox import SandboxWorld
from tests.billing.machine.worlds.stripe import StripeWorld

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# What the sandbox may do the others do too, and worse.
SEEDS: dict[type[World], int] = {SandboxWorld: 60, StripeWorld: 240, BankWorld: 240}
RUNS = [(world, range(first, first + 30)) for world, seeds in SEEDS.items() for first in range(0, seeds, 30)]
NOTICED_WITHIN, MET_WITHIN = 100, 60


@pytest.fixture
def stage(
    request: pytest.FixtureRequest, kiel: RegionCard, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """In the world that the test names."""
    monkeypatch.setattr("billing.providers.stripe.client.RETRIES", 0)  # the weather is bad enough for one call
    settings.PAYMENT_PROVIDERS = {request.param.provider: "tests.billing.machine.weather.FaultyProvider"}
    settings.SANDBOX_LATE_SECONDS = 3600
    logging.disable(logging.CRITICAL)  # the provider is down all the time
    stage = Stage(kiel, request.param)
    yield stage
    stage.close()
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    ("stage", "seeds"), RUNS, indirect=["stage"], ids=[f"{world.provider}-{seeds.start}" for world, seeds in RUNS]
)
def test_whatever_goes_wrong_it_adds_up_in_the_end(stage: Stage, seeds: range) -> None:
    broken = {seed: sentences for seed in seeds if (sentences := stage.play(seed).broken)}

    assert not broken, "\n".join(f"{seed}: {sentence}" for seed, found in broken.items() for sentence in found)


@pytest.mark.parametrize("stage", [StripeWorld], indirect=True, ids=["stripe"])
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.mutate.__name__)
def test_a_mistake_is_noticed(stage: Stage, mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    mutant.mutate(monkeypatch)

    noticed = next((seed for seed in range(NOTICED_WITHIN) if stage.play(seed).broken), None)

    assert noticed is not None, f"{mutant}: not noticed in {NOTICED_WITHIN} runs"


@pytest.mark.parametrize("stage", [StripeWorld, BankWorld], indirect=True, ids=["stripe", "bank_transfer"])
def test_the_weather_is_as_bad_as_it_should_be(stage: Stage) -> None:
    missing = {*EVERYTHING, *stage.make_world.troubles} - stage.make_world.never
    for seed in range(MET_WITHIN):
        missing -= set(+stage.play(seed).met)
        if not missing:
            return

    assert missing == set()

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from billing.providers.stripe import client
from kreislauf.regions import RegionCard
from tests.billing.make import rows_are_paid_to
from tests.billing.providers.stripe.stage import StripeStage, merchant_at, use
from tests.fakestripe import FakeStripe


@pytest.fixture
def fake(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeStripe]:
    """A Stripe of our own. What our code asks must be what Stripe's client knows; an answer is waited for briefly."""
    monkeypatch.setattr(client, "RETRIES", 0)
    monkeypatch.setattr(client, "WAITS_SECONDS", (2.0, 2.0))
    with FakeStripe() as found:
        use(found, settings)
        yield found
        assert (found.complaints, found.errors) == ([], [])


@pytest.fixture
def stage(fake: FakeStripe, in_kiel: RegionCard) -> Iterator[StripeStage]:
    """A bakery with an account that may take cards, and the hands of everybody outside."""
    merchant = merchant_at(fake)
    with rows_are_paid_to(merchant):
        yield StripeStage(fake, merchant)

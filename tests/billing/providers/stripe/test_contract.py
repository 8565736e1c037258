"""The provider for Stripe keeps what every provider promises."""

from __future__ import annotations

import pytest

from tests.billing.contract import PROMISES, Promise
from tests.billing.providers.stripe.stage import StripeStage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_stripe_keeps_the_contract(stage: StripeStage, promise: Promise) -> None:
    promise(stage)

"""The provider for Stripe keeps what providers promise at which merchants open accounts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from billing.payments.models import Merchant
from billing.providers.stripe.provider import Stripe
from kreislauf.regions import RegionCard
from tests.billing.contract_of_onboarding import ONBOARDING_PROMISES, Promise
from tests.fakestripe import FakeStripe

pytestmark = pytest.mark.django_db


class AtStripe:
    name = "stripe"

    def __init__(self, fake: FakeStripe) -> None:
        self.fake = fake
        self.provider = Stripe()

    def fill_in(self, merchant: Merchant) -> None:
        self.fake.onboard(merchant.account_ref)

    def want_soon(self, merchant: Merchant) -> None:
        until = timezone.now() + timedelta(days=14)
        self.fake.restrict(merchant.account_ref, "identity.individual.documents.primary_verification", until=until)

    def want_now(self, merchant: Merchant) -> None:
        self.fake.restrict(merchant.account_ref, "external_account")

    def reject(self, merchant: Merchant) -> None:
        self.fake.reject(merchant.account_ref)

    def take_away(self, merchant: Merchant) -> None:
        self.fake.deauthorize(merchant.account_ref)


@pytest.mark.parametrize("promise", ONBOARDING_PROMISES, ids=lambda promise: promise.__name__)
def test_stripe_keeps_the_contract_of_onboarding(in_kiel: RegionCard, fake: FakeStripe, promise: Promise) -> None:
    promise(AtStripe(fake))

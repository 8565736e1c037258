"""The sandbox keeps what providers promise at which merchants open accounts."""

from __future__ import annotations

import pytest

from billing.payments.models import Merchant
from billing.providers.sandbox.accounts import ACTS, account_of, do
from billing.providers.sandbox.provider import Sandbox
from kreislauf.regions import RegionCard
from tests.billing.contract_of_onboarding import ONBOARDING_PROMISES, Promise

pytestmark = pytest.mark.django_db


class AtTheSandbox:
    name = "sandbox"

    def __init__(self) -> None:
        self.provider = Sandbox()

    def fill_in(self, merchant: Merchant) -> None:
        do(account_of(merchant), ACTS["complete"])

    def want_soon(self, merchant: Merchant) -> None:
        do(account_of(merchant), ACTS["soon"])

    def want_now(self, merchant: Merchant) -> None:
        do(account_of(merchant), ACTS["missing"])

    def reject(self, merchant: Merchant) -> None:
        do(account_of(merchant), ACTS["reject"])

    def take_away(self, merchant: Merchant) -> None:
        do(account_of(merchant), ACTS["disconnect"])


@pytest.mark.parametrize("promise", ONBOARDING_PROMISES, ids=lambda promise: promise.__name__)
def test_the_sandbox_keeps_the_contract_of_onboarding(in_kiel: RegionCard, promise: Promise) -> None:
    promise(AtTheSandbox())

"""The provider for Stripe keeps what every provider promises, and what those with accounts promise beyond that."""

from __future__ import annotations

import pytest

from billing.payments.models import Attempt, Merchant
from tests.billing.contract import PROMISES, Promise
from tests.billing.contract_of_accounts import ACCOUNT_PROMISES
from tests.billing.contract_of_accounts import Promise as AccountPromise
from tests.billing.providers.stripe.stage import StripeStage
from tests.fakestripe.books import Books

pytestmark = pytest.mark.django_db


class StripeAccountStage(StripeStage):
    """Here a fee is known some time after its charge, and a payout holds only what is known."""

    def __init__(self, stage: StripeStage) -> None:
        super().__init__(stage.fake, stage.merchant)
        self.fake.fees_late = True
        self.fake.accounts["acct_stranger"] = Books("acct_stranger", livemode=False)

    def know_fee(self, attempt: Attempt) -> None:
        self.fake.fees_known()

    def decide_dispute(self, attempt: Attempt, *, won: bool) -> None:
        account = self.fake.accounts[self.merchant.account_ref]
        (dispute,) = account.all("dispute", charge=self.charge(attempt)["id"])
        (self.fake.win if won else self.fake.lose)(dispute)

    def pay_out(self, merchant: Merchant) -> None:
        self.fake.fees_known()
        self.fake.payout(merchant.account_ref)

    def end_payout(self, merchant: Merchant, *, arrived: bool) -> None:
        payout = self.fake.accounts[merchant.account_ref].all("payout")[-1]
        (self.fake.payout_arrives if arrived else self.fake.payout_fails)(payout)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_stripe_keeps_the_contract(stage: StripeStage, promise: Promise) -> None:
    promise(stage)


@pytest.mark.parametrize("promise", ACCOUNT_PROMISES, ids=lambda promise: promise.__name__)
def test_stripe_keeps_the_contract_of_accounts(stage: StripeStage, promise: AccountPromise) -> None:
    promise(StripeAccountStage(stage))

"""Stripe and the platform together: what happens there arrives here by its events, signed and over one address."""

from __future__ import annotations

from random import Random

import pytest
from django.test import Client
from django.utils import timezone

from billing.connect.accounts.begin import begin
from billing.connect.accounts.check import check_account
from billing.connect.models import InboxEvent
from billing.payments.models import Attempt, AttemptState, Chargeback, ChargebackKind, Merchant, MerchantState
from billing.providers.base import ProviderDown
from kreislauf.regions import RegionCard, stepping_into
from tests.billing.handlers import BUSINESS, Shop
from tests.billing.make import make_attempt
from tests.billing.providers.stripe.stage import StripeStage
from tests.fakestripe import FakeStripe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def merchant(fake: FakeStripe, shop: Shop, at_once: None) -> Merchant:
    """A business that has opened its account and filled it in."""
    begun = begin(BUSINESS, "stripe", by="jan", at=timezone.now(), name="Bäckerei Jansen", email="jan@example.org")
    fake.onboard(begun.account_ref)
    return check_account(begun.pk, at=timezone.now())


def deliver(fake: FakeStripe) -> list[int]:
    """All that Stripe has to tell, twice and in any order."""
    client = Client(HTTP_HOST="localhost")
    with stepping_into(None):
        return [
            client.post(
                "/zahlungen/ereignisse/stripe/", body, content_type="application/json", headers=headers
            ).status_code
            for headers, body in fake.mail(shuffle=Random(1), doubled=True)
        ]


def test_a_business_sells_is_paid_and_hears_of_a_dispute_by_events_alone(
    in_kiel: RegionCard, fake: FakeStripe, merchant: Merchant
) -> None:
    assert merchant.state == MerchantState.ACTIVE
    attempt = make_attempt(way="stripe")
    stage = StripeStage(fake, merchant)
    assert attempt.checkout_url.startswith(fake.url)

    stage.pay(attempt)
    assert set(deliver(fake)) == {204}
    attempt.refresh_from_db()
    assert (attempt.state, attempt.charges.get().amount_cents) == (AttemptState.SUCCEEDED, 5000)

    stage.refund_in_dashboard(attempt, 500)
    stage.dispute(attempt)
    assert set(deliver(fake)) == {204}
    assert sorted(Chargeback.objects.values_list("how", "amount_cents")) == [
        (ChargebackKind.DISPUTE, 4500),
        (ChargebackKind.REFUND, 500),
    ]
    with stepping_into(None):
        assert list(InboxEvent.objects.filter(handled_at=None)) == []


def test_a_business_that_disconnects_us_is_gone_with_the_event(
    in_kiel: RegionCard, fake: FakeStripe, merchant: Merchant
) -> None:
    make_attempt(way="stripe")
    fake.deauthorize(merchant.account_ref)
    deliver(fake)

    assert Merchant.objects.get(pk=merchant.pk).state == MerchantState.GONE
    assert Attempt.objects.get().state == AttemptState.FAILED


def test_an_account_is_opened_with_what_was_said_first(in_kiel: RegionCard, fake: FakeStripe, shop: Shop) -> None:
    fake.fail("POST", "/v2/core/accounts", "lost")
    with pytest.raises(ProviderDown):
        begin(BUSINESS, "stripe", by="jan", at=timezone.now(), name="Bäckerei Jansen", email="jan@example.org")

    begun = begin(BUSINESS, "stripe", by="ute", at=timezone.now(), name="Jansen & Co", email="ute@example.org")

    assert list(fake.accounts) == [begun.account_ref]
    assert fake.accounts[begun.account_ref].profile["display_name"] == "Bäckerei Jansen"

"""Money back at Stripe: once, whatever happens on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments.models import Attempt, Refund
from billing.providers.base import AccountGone, ProviderDown, ProviderRefused
from tests.billing.contract import asked_back, charged
from tests.billing.make import make_row
from tests.billing.providers.stripe.stage import StripeStage

pytestmark = pytest.mark.django_db

REFUNDS = "/v1/refunds"


def refund_of(stage: StripeStage, *, cents: int = 2000, attempt: Attempt | None = None) -> Refund:
    """Asked for just now, of a charge that was paid."""
    if attempt is None:
        attempt = make_row()
        stage.provider.start(attempt)
        stage.pay(attempt)
    refund = asked_back(charged(stage, attempt), amount_cents=cents)
    refund.requested_at = timezone.now()
    return refund


def sent(stage: StripeStage) -> list[int]:
    return [one["amount"] for one in stage.fake.accounts[stage.merchant.account_ref].all("refund")]


def test_what_is_asked_for(stage: StripeStage) -> None:
    refund = refund_of(stage)
    stage.provider.refund(refund)

    attempt = refund.charge.attempt
    assert stage.fake.requests[-1].asked == {
        "charge": refund.charge.provider_ref,
        "amount": "2000",
        "metadata": {"schema": "r_kiel", "attempt": str(attempt.key), "refund": str(refund.key)},
    }
    assert stage.fake.requests[-1].idempotency_key == f"{refund.key}-0-0"


def test_the_platform_gives_its_share_back(stage: StripeStage) -> None:
    refund = refund_of(stage)
    refund.charge.attempt.application_fee_cents = 50
    stage.provider.refund(refund)

    assert stage.fake.requests[-1].asked["refund_application_fee"] == "true"


@pytest.mark.parametrize("what", ["down", "lost", "429", "503", "500", "500 after"])
def test_a_refund_whose_answer_was_lost_goes_once(stage: StripeStage, what: str) -> None:
    refund = refund_of(stage)
    stage.fake.fail("POST", REFUNDS, what)
    with pytest.raises(ProviderDown):
        stage.provider.refund(refund)

    refs = {stage.provider.refund(refund) for _ in range(2)}

    assert (len(refs), sent(stage)) == (1, [2000])


@pytest.mark.parametrize("what", ["lost", "500 after"])
def test_after_a_day_it_looks_before_it_sends(stage: StripeStage, what: str) -> None:
    refund = refund_of(stage)
    stage.fake.fail("POST", REFUNDS, what)
    with pytest.raises(ProviderDown):
        stage.provider.refund(refund)
    stage.fake.stored.clear()  # Stripe forgets
    refund.requested_at -= timedelta(hours=25)

    stage.provider.refund(refund)

    assert sent(stage) == [2000]


def test_after_a_day_what_never_had_its_effect_is_sent(stage: StripeStage) -> None:
    refund = refund_of(stage)
    refund.requested_at -= timedelta(hours=25)
    stage.provider.refund(refund)

    assert (sent(stage), stage.fake.requests[-1].idempotency_key) == ([2000], f"{refund.key}-1-0")


def test_somebody_elses_refund_of_the_same_amount_is_not_ours(stage: StripeStage) -> None:
    refund = refund_of(stage)
    stage.refund_in_dashboard(refund.charge.attempt, 2000)
    refund.requested_at -= timedelta(hours=25)

    stage.provider.refund(refund)

    assert sent(stage) == [2000, 2000]


def test_a_key_of_the_other_mode_lets_a_refund_wait(stage: StripeStage, settings: Settings) -> None:
    refund = refund_of(stage)
    settings.PAYMENTS_LIVE = True

    with pytest.raises(ProviderDown):
        stage.provider.refund(refund)
    assert sent(stage) == []


def test_an_account_that_was_taken_from_us_gives_nothing_back(stage: StripeStage) -> None:
    refund = refund_of(stage)
    stage.fake.deauthorize(stage.merchant.account_ref)

    with pytest.raises(AccountGone):
        stage.provider.refund(refund)


def test_a_key_that_has_run_out_refuses_no_refund(stage: StripeStage) -> None:
    refund = refund_of(stage)
    stage.fake.expire_key()

    with pytest.raises(ProviderDown):
        stage.provider.refund(refund)


def test_more_than_is_there_is_a_clear_no(stage: StripeStage) -> None:
    refund = refund_of(stage, cents=5001)

    with pytest.raises(ProviderRefused):
        stage.provider.refund(refund)

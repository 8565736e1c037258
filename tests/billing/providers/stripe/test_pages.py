"""Checkout Sessions: what is asked for, once for each attempt whatever happens on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from billing.payments.models import Attempt, AttemptState
from billing.providers.base import AccountGone, ProviderDown, ProviderRefused
from billing.providers.stripe.client import StoredFailure
from tests.billing.make import make_row
from tests.billing.providers.stripe.stage import StripeStage, merchant_at
from tests.fakestripe import FakeStripe

pytestmark = pytest.mark.django_db

SESSIONS = "/v1/checkout/sessions"


def grown(attempt: Attempt, **older: float) -> Attempt:
    attempt.created_at -= timedelta(**older)
    attempt.save(update_fields=["created_at"])
    return attempt


def test_what_is_asked_for(stage: StripeStage) -> None:
    attempt = make_row(amount_cents=4250)
    stage.provider.start(attempt)

    (request,) = stage.fake.requests
    names = {"schema": "r_kiel", "attempt": str(attempt.key)}
    assert request.asked == {
        "mode": "payment",
        "locale": "de",
        "line_items": [
            {
                "quantity": "1",
                "price_data": {
                    "currency": "eur",
                    "unit_amount": "4250",
                    "product_data": {"name": "Frühstück für zwei"},
                },
            }
        ],
        "client_reference_id": str(attempt.key),
        "metadata": names,
        "payment_intent_data": {"metadata": names, "description": "Frühstück für zwei"},
        "excluded_payment_method_types": ["sepa_debit"],
        "success_url": attempt.return_url,
        "cancel_url": attempt.return_url,
        "expires_at": str(int(attempt.created_at.timestamp()) + 3600),
        "customer_email": "kaeufer@example.org",
    }
    assert request.account == stage.merchant.account_ref
    assert request.idempotency_key == f"{attempt.key}-0-0"


def test_the_platforms_share_is_asked_for_where_there_is_one(stage: StripeStage) -> None:
    attempt = make_row()
    attempt.application_fee_cents = 125
    stage.provider.start(attempt)

    assert stage.fake.requests[0].asked["payment_intent_data"]["application_fee_amount"] == "125"


def test_an_address_that_stripe_cannot_read_is_left_out(stage: StripeStage) -> None:
    attempt = make_row()
    attempt.email = "jörg@example.org"
    stage.provider.start(attempt)

    assert "customer_email" not in stage.fake.requests[0].asked


@pytest.mark.parametrize("what", ["down", "lost", "hang", "hang after", "429", "503"])
def test_an_answer_that_never_came_is_asked_for_again_with_the_same_key(
    stage: StripeStage, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("billing.providers.stripe.client.WAITS_SECONDS", (0.3, 0.3))
    attempt = make_row()
    stage.fake.fail("POST", SESSIONS, what)
    with pytest.raises(ProviderDown):
        stage.provider.start(attempt)

    started = stage.provider.start(attempt)

    (session,) = stage.fake.sessions(stage.merchant.account_ref)
    assert (started.ref, started.url) == (session["id"], session["url"])


@pytest.mark.parametrize("what", ["500", "500 after"])
def test_a_failure_that_stripe_keeps_is_walked_around_after_a_look(stage: StripeStage, what: str) -> None:
    attempt = make_row()
    stage.fake.fail("POST", SESSIONS, what)
    with pytest.raises(ProviderDown):
        stage.provider.start(attempt)

    started = stage.provider.start(attempt)

    (session,) = stage.fake.sessions(stage.merchant.account_ref)
    assert started.ref == session["id"]
    assert stage.provider.start(attempt) == started


def test_a_stripe_that_fails_with_every_key_is_down(stage: StripeStage) -> None:
    attempt = make_row()
    stage.fake.fail("POST", SESSIONS, "500", times=9)
    for _ in range(3):
        with pytest.raises(ProviderDown):
            stage.provider.start(attempt)

    with pytest.raises(ProviderDown) as last:
        stage.provider.start(attempt)

    assert not isinstance(last.value, StoredFailure)
    assert stage.fake.sessions(stage.merchant.account_ref) == []


def test_after_half_an_hour_the_page_is_looked_for_and_a_new_one_lasts_longer(stage: StripeStage) -> None:
    attempt = grown(make_row(), minutes=40)
    stage.provider.start(attempt)

    assert [(one.method, one.path) for one in stage.fake.requests] == [("GET", SESSIONS), ("POST", SESSIONS)]
    assert stage.fake.requests[1].asked["expires_at"] == str(int(attempt.created_at.timestamp()) + 7200)


def test_a_page_whose_key_is_forgotten_is_found_again(stage: StripeStage) -> None:
    attempt = make_row()
    stage.fake.fail("POST", SESSIONS, "lost")
    with pytest.raises(ProviderDown):
        stage.provider.start(attempt)
    stage.fake.stored.clear()

    stage.provider.start(grown(attempt, hours=25))

    assert len(stage.fake.sessions(stage.merchant.account_ref)) == 1
    assert stage.provider.fetch(attempt).state is AttemptState.OPEN


def test_a_payment_is_found_without_the_name_of_its_page(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    attempt.provider_ref = ""

    assert stage.provider.fetch(attempt).state is AttemptState.SUCCEEDED


def test_what_is_of_the_other_mode_is_never_touched(fake: FakeStripe, stage: StripeStage, settings: Settings) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    asked = len(fake.requests)

    settings.PAYMENTS_LIVE = True

    for act in (stage.provider.start, stage.provider.fetch):
        with pytest.raises(ProviderRefused):
            act(attempt)
    stage.provider.cancel(attempt)
    assert len(fake.requests) == asked
    assert stage.session(attempt)["status"] == "open"


def test_a_live_account_is_refused_under_a_test_key(fake: FakeStripe, stage: StripeStage) -> None:
    attempt = make_row()
    attempt.merchant = merchant_at(fake, business_id=18, livemode=True)

    with pytest.raises(ProviderRefused):
        stage.provider.start(attempt)
    assert fake.requests == []


def test_an_account_that_was_taken_from_us_is_gone(fake: FakeStripe, stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    fake.deauthorize(stage.merchant.account_ref)

    for act in (stage.provider.start, stage.provider.fetch):
        with pytest.raises(AccountGone):
            act(attempt)
    stage.provider.cancel(attempt)


def test_an_account_that_may_not_take_cards_is_a_clear_no(fake: FakeStripe, stage: StripeStage) -> None:
    fake.restrict(stage.merchant.account_ref, "external_account")

    with pytest.raises(ProviderRefused):
        stage.provider.start(make_row())


def test_a_key_that_has_run_out_refuses_nobody(fake: FakeStripe, stage: StripeStage) -> None:
    attempt = make_row()
    fake.expire_key()

    with pytest.raises(ProviderDown):
        stage.provider.start(attempt)


def test_other_parameters_under_the_same_key_are_no_refusal(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    attempt.title = "anders"

    with pytest.raises(ProviderDown):
        stage.provider.start(attempt)


def test_a_page_ends_an_hour_after_the_attempt_began(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.fake.advance(minutes=61)

    assert stage.provider.fetch(attempt).state is AttemptState.EXPIRED
    assert attempt.created_at <= timezone.now()

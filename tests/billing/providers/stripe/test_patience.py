"""How long Stripe may take: a page waits three seconds in all and asks once, a worker asks again."""

from __future__ import annotations

import time

import pytest

from billing.providers.base import ProviderDown
from billing.providers.patience import hurried
from tests.billing.make import make_row
from tests.billing.providers.stripe.stage import StripeStage

pytestmark = pytest.mark.django_db


def test_a_page_gives_up_when_its_time_is_over_and_asks_once(
    stage: StripeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("billing.providers.stripe.client.RETRIES", 2)
    stage.fake.fail("POST", "/v1/checkout/sessions", "hang", times=9)
    began = time.monotonic()

    with hurried(0.5), pytest.raises(ProviderDown):
        stage.provider.start(make_row())

    assert time.monotonic() - began < 1
    assert len(stage.fake.requests) == 1


def test_several_requests_share_a_pages_time(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    stage.fake.fail("GET", "/v1/charges", "hang")
    stage.fake.between = lambda _request: time.sleep(0.3)
    began = time.monotonic()

    with hurried(0.6), pytest.raises(ProviderDown):
        stage.provider.fetch(attempt)

    assert time.monotonic() - began < 0.9


def test_without_time_nobody_is_asked(stage: StripeStage) -> None:
    with hurried(0), pytest.raises(ProviderDown):
        stage.provider.start(make_row())

    assert stage.fake.requests == []


@pytest.mark.parametrize("what", ["down", "lost", "503"])
def test_a_worker_asks_again(stage: StripeStage, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("billing.providers.stripe.client.RETRIES", 2)
    monkeypatch.setattr("stripe._http_client.time.sleep", lambda _seconds: None)
    stage.fake.fail("POST", "/v1/checkout/sessions", what, times=2)

    stage.provider.start(make_row())

    assert len(stage.fake.requests) == 3
    assert len({one.idempotency_key for one in stage.fake.requests}) == 1
    assert len(stage.fake.sessions(stage.merchant.account_ref)) == 1

"""Neither key nor webhook secret is ever written anywhere."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pytest_django import Settings

from billing.providers.base import BadEvent, ProviderDown, ProviderRefused
from tests.billing.contract import asked_back, charged
from tests.billing.make import make_row, rows_are_paid_to
from tests.billing.providers.stripe.stage import StripeStage, merchant_at, use
from tests.fakestripe import FakeStripe

pytestmark = pytest.mark.django_db

CANARY = "sk_test_kanarienvogel51H"


def test_a_key_is_never_logged_nor_said_by_an_error(
    in_kiel: object, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("billing.providers.stripe.client.RETRIES", 1)
    monkeypatch.setattr("stripe._http_client.time.sleep", lambda _seconds: None)
    caplog.set_level(logging.DEBUG)
    for name in ("stripe", "urllib3", "requests", "billing"):
        caplog.set_level(logging.DEBUG, logger=name)
    said: list[str] = []
    with FakeStripe(key=CANARY) as fake:
        fake.secrets[0] = "whsec_kanarienvogel"
        use(fake, settings)
        merchant = merchant_at(fake)
        with rows_are_paid_to(merchant):
            stage = StripeStage(fake, merchant)
            attempt = make_row()
            stage.provider.start(attempt)
            stage.pay(attempt)
            refund = asked_back(charged(stage, attempt), amount_cents=9999)
            said += [str(_error(stage.provider.refund, refund))]
            for what in ("down", "503", "500"):
                fake.fail("GET", "/v1/checkout/sessions/.*", what, times=2)
                said += [repr(_error(stage.provider.fetch, attempt))]
            said += [str(_error(stage.provider.verify_webhook, {"Stripe-Signature": "t=1,v1=x"}, b"{}"))]
            fake.expire_key()
            said += [repr(_error(stage.provider.fetch, attempt))]
            fake.keys.clear()
            said += [repr(_error(stage.provider.fetch, attempt))]

    assert len(caplog.records) > 10
    for text in (caplog.text, *said, *(repr(record.__dict__) for record in caplog.records)):
        assert "kanarienvogel" not in text


def _error(act: object, *args: object) -> Exception:
    with pytest.raises((ProviderDown, ProviderRefused, BadEvent)) as caught:
        act(*args)  # type: ignore[operator]
    assert caught.value.__cause__ is None
    return caught.value


def test_nothing_is_told_about_us_beside_what_we_ask(
    stage: StripeStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stripe's client would send how long each request took, and an id that it keeps in the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    attempt = make_row()
    stage.provider.start(attempt)
    stage.provider.fetch(attempt)

    for request in stage.fake.requests:
        assert "x-stripe-client-telemetry" not in request.headers
        assert "telemetry_id" not in request.headers["x-stripe-client-user-agent"]
        assert "platform" not in request.headers["x-stripe-client-user-agent"]
    assert list(tmp_path.iterdir()) == []

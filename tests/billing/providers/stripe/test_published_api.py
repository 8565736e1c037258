"""What we ask, held against the OpenAPI that Stripe publishes, through its own ``stripe-mock``.

It knows the first API only, in the version before the one that our client pins; it finds wrong kinds and values
everywhere and unknown fields at the top, and it has no state: it says whether a request is well formed, not what it
does. What it leaves open, unknown fields inside of others and the second API, the fake holds against the client's
types.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.utils import timezone

from billing.providers.own_account import OwnPage
from billing.providers.stripe.check import check
from tests.billing.contract import asked_back, charged
from tests.billing.make import make_row
from tests.billing.providers.stripe.stage import StripeStage
from tests.fakestripe.wire import Request

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

MOCK = "github.com/stripe/stripe-mock@v0.203.0"  # its OpenAPI is of 2026-08-26.dahlia
SECOND_API = {
    ("POST", "/v2/core/accounts"),
    ("GET", "/v2/core/accounts"),
    ("GET", "/v2/core/accounts/…"),
    ("POST", "/v2/core/account_links"),
    ("GET", "/v2/core/event_destinations"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running stripe-mock, built by Go."""
    if shutil.which("go") is None:
        pytest.skip("Go is not here, and stripe-mock is built with it")
    folder = tmp_path_factory.mktemp("stripe-mock")
    built = subprocess.run(
        ["go", "install", MOCK], env=_env(folder), capture_output=True, text=True, timeout=300, check=False
    )
    if built.returncode:
        pytest.skip(f"stripe-mock could not be built: {built.stderr.strip()[-300:]}")
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    mock = subprocess.Popen([folder / "stripe-mock", "-http-addr", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL)
    _wait_for(port)
    yield f"http://127.0.0.1:{port}"
    mock.kill()
    mock.wait()


def _env(folder: Path) -> dict[str, str]:
    return os.environ | {"GOBIN": str(folder), "GOFLAGS": "-mod=mod"}


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("stripe-mock does not answer")


def everything_we_ask(stage: StripeStage) -> list[Request]:
    """One pass through all acts of the provider, also those that only follow a failure."""
    merchant, provider = stage.merchant, stage.provider
    merchant.account_ref = provider.open_account(merchant)
    merchant.save(update_fields=["account_ref"])
    provider.onboarding_url(merchant, return_url="https://kiel.example/a/", refresh_url="https://kiel.example/b/")
    stage.fake.onboard(merchant.account_ref)
    provider.fetch_account(merchant)
    attempt = make_row()
    attempt.application_fee_cents = 100
    attempt.created_at -= timedelta(minutes=40)
    attempt.save()
    provider.start(attempt)
    for _ in range(11):
        stage.pay(attempt)
        stage.refund_in_dashboard(attempt, 10)
    refund = asked_back(charged(stage, attempt), amount_cents=2000)
    refund.requested_at = timezone.now() - timedelta(hours=30)
    provider.refund(refund)
    for _ in range(11):
        stage.fake.refund(stage.charge(attempt), cents=10)
    stage.dispute(attempt)
    provider.fetch(attempt)
    other = make_row(order_id=2)
    provider.start(other)
    provider.cancel(other)
    own = OwnPage(uuid4(), "RE-2026-00001", 23681, "https://kiel.example.org/verwaltung/rechnungen/", timezone.now())
    provider.fetch_own_page(own)
    provider.fetch_own_page(replace(own, ref=provider.open_own_page(own).ref))
    provider.close_own_page(own)
    stage.fake.payout(merchant.account_ref)
    provider.fetch_payouts(merchant, since=timezone.now())
    list(check("https://example.org/", now=timezone.now()))
    return stage.fake.requests


def test_every_request_of_the_first_api_is_one_that_stripe_publishes(stage: StripeStage, published: str) -> None:
    requests = everything_we_ask(stage)

    first = [one for one in requests if one.path.startswith("/v1/")]
    assert {_place(one) for one in requests if one not in first} == SECOND_API
    assert {_place(one) for one in first} == {
        ("POST", "/v1/checkout/sessions"),
        ("GET", "/v1/checkout/sessions"),
        ("GET", "/v1/checkout/sessions/…"),
        ("POST", "/v1/checkout/sessions/…/expire"),
        ("GET", "/v1/charges"),
        ("POST", "/v1/refunds"),
        ("GET", "/v1/refunds"),
        ("GET", "/v1/disputes"),
        ("GET", "/v1/payouts"),
        ("GET", "/v1/balance_transactions"),
        ("GET", "/v1/account"),
        ("GET", "/v1/webhook_endpoints"),
    }
    assert [refused for one in first if (refused := _refused(one, published))] == []


def test_what_stripe_does_not_publish_is_refused(stage: StripeStage, published: str) -> None:
    stage.provider.start(make_row())
    (asked,) = stage.fake.requests

    wrong = [
        "no_such_field=1",
        "expires_at=tomorrow",
        "locale=xx",
        "line_items[0][quantity][x]=1",
        "payment_intent_data[application_fee_amount]=much",
    ]
    for one in wrong:
        assert _refused(Request(asked.method, asked.path, asked.headers, {}, f"{asked.raw}&{one}"), published), one


def _place(request: Request) -> tuple[str, str]:
    steps = request.path.split("/")
    return request.method, "/".join("…" if step.startswith(("cs_", "acct_")) else step for step in steps)


def _refused(request: Request, published: str) -> str:
    """What stripe-mock finds wrong; empty where it takes the request."""
    address = f"{published}{request.path}" + (f"?{request.raw}" if request.method == "GET" else "")
    headers = {"Authorization": "Bearer sk_test_123", "Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.request(
        request.method, address, content=request.raw if request.method == "POST" else None, headers=headers, timeout=20
    )
    return "" if answer.status_code < 400 else f"{request.method} {request.path}: {answer.text}"

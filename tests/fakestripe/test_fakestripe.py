"""The fake behaves as Stripe does, asked through Stripe's own client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import stripe
from stripe import StripeClient

from tests.fakestripe import FakeStripe

ITEM = {"price_data": {"currency": "eur", "unit_amount": 5000, "product_data": {"name": "Frühstück"}}, "quantity": 1}
ASKED: Any = {
    "mode": "payment",
    "line_items": [ITEM],
    "success_url": "http://kiel.localhost/danke/",
    "cancel_url": "http://kiel.localhost/danke/",
    "metadata": {"attempt": "a-1"},
}


@pytest.fixture
def fake() -> Iterator[FakeStripe]:
    with FakeStripe() as found:
        yield found
        assert (found.errors, found.complaints) == ([], [])


def client(fake: FakeStripe, *, seconds: float = 5, key: str = "") -> StripeClient:
    return StripeClient(
        key or fake.key, base_addresses={"api": fake.url}, http_client=stripe.RequestsClient(timeout=seconds)
    )


def opened(fake: FakeStripe, acct: str, *, key: str = "k-1", **changed: Any) -> Any:
    options: Any = {"stripe_account": acct, "idempotency_key": key}
    return client(fake).v1.checkout.sessions.create(ASKED | changed, options)


def test_the_same_key_brings_the_same_answer_and_other_parameters_are_an_error(fake: FakeStripe) -> None:
    acct = fake.connect()

    assert opened(fake, acct).id == opened(fake, acct).id
    with pytest.raises(stripe.IdempotencyError):
        opened(fake, acct, cancel_url="http://kiel.localhost/anders/")


def test_a_key_is_forgotten_after_a_day_and_each_account_has_its_own(fake: FakeStripe) -> None:
    acct, other = fake.connect(), fake.connect()
    first = opened(fake, acct).id
    assert opened(fake, other).id != first

    fake.advance(hours=25)

    assert opened(fake, acct).id != first


def test_a_500_is_kept_under_its_key_and_has_or_has_not_had_its_effect(fake: FakeStripe) -> None:
    acct = fake.connect()
    for what, effects in (("500", 0), ("500 after", 1)):
        fake.fail("POST", "/v1/checkout/sessions", what)
        for _ in range(2):
            with pytest.raises(stripe.APIError):
                opened(fake, acct, key=what)
        assert len(fake.sessions(acct)) == effects


@pytest.mark.parametrize(("what", "effects"), [("down", 0), ("lost", 1), ("hang", 0), ("hang after", 1)])
def test_silence_with_and_without_effect(fake: FakeStripe, what: str, effects: int) -> None:
    acct = fake.connect()
    fake.fail("POST", "/v1/checkout/sessions", what)
    options: Any = {"stripe_account": acct, "idempotency_key": "k-1"}

    with pytest.raises(stripe.APIConnectionError):
        client(fake, seconds=0.2).v1.checkout.sessions.create(ASKED, options)

    assert len(fake.sessions(acct)) == effects
    opened(fake, acct)
    assert len(fake.sessions(acct)) == 1


def test_a_key_in_use_is_a_conflict(fake: FakeStripe) -> None:
    acct = fake.connect()
    met: list[int | None] = []

    def meanwhile(_request: object) -> None:
        fake.between = lambda _request: None
        try:
            opened(fake, acct)
        except stripe.StripeError as error:
            met.append(error.http_status)

    fake.between = meanwhile
    opened(fake, acct)

    assert (met, len(fake.sessions(acct))) == ([409], 1)


def test_what_the_clients_types_do_not_know_is_refused_and_noted(fake: FakeStripe) -> None:
    acct = fake.connect()
    for wrong in ({"payment_method_types": ["card"]}, {"locale": 5, "mode": ["payment"]}):
        with pytest.raises(stripe.InvalidRequestError):
            opened(fake, acct, key=str(wrong), **wrong)

    assert fake.complaints[0] == "POST /v1/checkout/sessions: .payment_method_types: unknown to SessionCreateParams"
    assert len(fake.complaints) == 2
    fake.complaints.clear()


def test_who_is_not_let_in(fake: FakeStripe) -> None:
    acct, live = fake.connect(), fake.connect(livemode=True)
    fake.keys.add("sk_live_fake")
    fake.deauthorize(acct)
    with pytest.raises(stripe.PermissionError):
        opened(fake, acct)
    with pytest.raises(stripe.PermissionError):
        opened(fake, live)
    with pytest.raises(stripe.AuthenticationError):
        client(fake, key="sk_test_another").v1.accounts.retrieve_current()
    fake.expire_key()
    with pytest.raises(stripe.AuthenticationError):
        client(fake).v1.accounts.retrieve_current()


def test_a_late_payment_a_refund_and_a_dispute_end_in_a_payout_to_the_cent(fake: FakeStripe) -> None:
    acct = fake.connect()
    opened(fake, acct)
    session = fake.sessions(acct)[0]
    fake.pay(session, late=True)
    assert (session["status"], session["payment_status"]) == ("complete", "unpaid")
    fake.arrive(session)
    charge = fake.charges(session)[0]
    fake.refund(charge, cents=1000)
    first = fake.payout(acct)
    assert first is not None
    assert first["amount"] == 5000 - 100 - 1000

    fake.dispute(charge)
    fake.payout_fails(first)
    second = fake.payout(acct)

    assert second is None  # 3900 came back, 4000 and 2000 are gone
    options: Any = {"stripe_account": acct}
    rows = client(fake).v1.balance_transactions.list({"payout": first["id"], "limit": 100}, options)
    assert sum(row.net for row in rows.data) == 0


def test_expanding_goes_four_levels_deep_and_no_further(fake: FakeStripe) -> None:
    acct = fake.connect()
    opened(fake, acct)
    fake.pay(fake.sessions(acct)[0])
    options: Any = {"stripe_account": acct}
    ref = fake.sessions(acct)[0]["id"]

    found: Any = client(fake).v1.checkout.sessions.retrieve(
        ref, {"expand": ["payment_intent.latest_charge.balance_transaction"]}, options
    )

    assert found.payment_intent.latest_charge.balance_transaction.fee == 100
    with pytest.raises(stripe.InvalidRequestError):
        client(fake).v1.checkout.sessions.retrieve(ref, {"expand": ["a.b.c.d.e"]}, options)


def test_events_are_signed_with_every_secret_that_counts(fake: FakeStripe) -> None:
    acct = fake.connect()
    old = fake.secrets[0]
    new = fake.rotate_secret()
    fake.onboard(acct)

    letters = fake.mail(doubled=True)

    assert len(letters) == 8
    for headers, body in letters:
        for secret in (old, new):
            assert stripe.WebhookSignature.verify_header(body, headers["Stripe-Signature"], secret)
    assert fake.mail() == []

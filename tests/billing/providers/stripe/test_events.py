"""Stripe's events: who signed them, when, and what they hint at."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import get_args
from uuid import uuid4

import pytest
from django.utils import timezone

from billing.providers.base import AttemptEvent, BadEvent, Event, MerchantEvent, UnknownEvent
from billing.providers.stripe.events import FRESH, SNAPSHOTS, THIN
from billing.providers.stripe.provider import Stripe
from tests.billing.make import make_row
from tests.billing.providers.stripe.stage import StripeStage, merchant_at
from tests.fakestripe import FakeStripe
from tests.fakestripe.books import Json
from tests.fakestripe.mail import Letter

pytestmark = pytest.mark.django_db


def snapshot(fake: FakeStripe, **changed: object) -> Json:
    """A page of an attempt was paid on."""
    about = {"id": "cs_1", "object": "checkout.session", "metadata": {"schema": "r_kiel", "attempt": str(uuid4())}}
    event = {
        "id": "evt_1", "object": "event", "account": "acct_1", "type": "checkout.session.completed",
        "livemode": False, "data": {"object": about},
    }  # fmt: skip
    return event | changed


def verify(letter: Letter) -> Event:
    headers, body = letter
    return Stripe().verify_webhook(headers, body)


def test_every_event_of_a_payment_leads_to_its_attempt_or_its_charge(stage: StripeStage) -> None:
    attempt = make_row()
    stage.provider.start(attempt)
    stage.fake.pay(stage.session(attempt), late=True)
    stage.fake.arrive(stage.session(attempt))
    charge = stage.charge(attempt)
    stage.fake.refund(charge, cents=500)
    stage.fake.dispute(charge)

    for letter in stage.fake.mail():
        kind, event = json.loads(letter[1])["type"], verify(letter)
        if isinstance(event, AttemptEvent):
            assert (event.schema, event.attempt_key) == ("r_kiel", attempt.key)
        elif kind.startswith(("charge.dispute.", "refund.")):
            assert (event.account_ref, event.kind, event.about) == (stage.merchant.account_ref, "charge", charge["id"])
        else:
            assert (event.kind, kind) == ("account", kind)


def test_events_of_an_account_and_its_payouts_name_the_account(fake: FakeStripe, in_kiel: object) -> None:
    acct = merchant_at(fake, active=False).account_ref
    fake.onboard(acct)
    fake.accounts[acct].add({"id": "ch_1", "object": "charge"})
    fake._move(fake.accounts[acct], {"id": "ch_1"}, kind="charge", cents=5000)
    payout = fake.payout(acct)
    assert payout is not None
    fake.payout_arrives(payout)
    fake.deauthorize(acct)

    found = [verify(letter) for letter in fake.mail()]

    assert [(one.kind, one.account_ref, one.livemode) for one in found if isinstance(one, MerchantEvent)] == [
        ("account", acct, False),
        ("account", acct, False),
        ("payout", acct, False),
        ("payout", acct, False),
        ("account", acct, False),
    ]
    assert len({one.ref for one in found}) == 5


def test_either_of_two_secrets_will_do_and_a_third_will_not(fake: FakeStripe) -> None:
    event = snapshot(fake)
    old, new = fake.secrets[0], fake.rotate_secret()
    for secrets in ([old], [new], [old, new], ["whsec_other", new]):
        verify(fake.sign(event, secrets=secrets))
    fake.drop_old_secrets()

    for secrets in ([old], ["whsec_other"], []):
        with pytest.raises(BadEvent):
            verify(fake.sign(event, secrets=secrets))


@pytest.mark.parametrize("direction", [-1, 1])
def test_the_age_is_looked_at_from_both_sides(fake: FakeStripe, direction: int) -> None:
    event, now = snapshot(fake), timezone.now()
    verify(fake.sign(event, at=now + direction * (FRESH - timedelta(seconds=20))))

    with pytest.raises(BadEvent):
        verify(fake.sign(event, at=now + direction * (FRESH + timedelta(seconds=20))))


@pytest.mark.parametrize(
    "header", ["", "t=,v1=", "t=1", "v1=abc", "t=99999999999999999999,v1=abc", "t=x,v1=abc", "=,=", "t=1,v1=ä"]
)
def test_a_header_that_nobody_signed_is_refused(fake: FakeStripe, header: str) -> None:
    with pytest.raises(BadEvent):
        verify(({"Stripe-Signature": header}, b"{}"))


@pytest.mark.parametrize("body", [b"\xff\xfe", b"", b"x" * 600_000])
def test_a_body_that_nobody_signed_is_refused(fake: FakeStripe, body: bytes) -> None:
    headers, _body = fake.sign(snapshot(fake))
    with pytest.raises(BadEvent):
        verify((headers, body))


def test_a_time_that_was_put_before_the_signed_one_does_not_count(fake: FakeStripe) -> None:
    headers, body = fake.sign(snapshot(fake), at=timezone.now() - timedelta(days=1))
    now = int(timezone.now().timestamp())

    for forged in (f"t={now},{headers['Stripe-Signature']}", f"{headers['Stripe-Signature']},t={now}"):
        with pytest.raises(BadEvent):
            verify(({"Stripe-Signature": forged}, body))


@pytest.mark.parametrize("livemode", [True, False])
def test_an_event_says_of_which_mode_it_is(fake: FakeStripe, livemode: bool) -> None:
    """The inbox keeps those of the other mode for the operators."""
    event = verify(fake.sign(snapshot(fake, livemode=livemode)))
    assert isinstance(event, AttemptEvent)
    assert event.livemode is livemode


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"object": "event", "livemode": False},
        {"id": "evt_1", "object": "event", "livemode": False, "type": "charge.updated", "data": {"object": {}}},
        {
            "id": "evt_1", "object": "event", "livemode": False, "account": "acct_1", "type": "customer.created",
            "data": {"object": {"metadata": None}},
        },
        {
            "id": "evt_1", "object": "event", "livemode": False, "account": "acct_1", "type": "charge.updated",
            "data": {"object": {"metadata": {"schema": "r_kiel", "attempt": "no-uuid"}}},
        },
        {
            "id": "evt_1", "object": "v2.core.event", "livemode": False, "type": "v2.core.event_destination.ping",
            "related_object": {"id": "ed_1", "type": "v2.core.event_destination", "url": ""},
        },
    ],
)  # fmt: skip
def test_what_is_signed_and_not_about_us_is_unknown(fake: FakeStripe, event: Json) -> None:
    with pytest.raises(UnknownEvent):
        verify(fake.sign(event))


def test_we_ask_for_each_kind_of_event_that_stripes_client_knows() -> None:
    from stripe.events import _event_classes
    from stripe.params import WebhookEndpointCreateParams

    (known,) = get_args(WebhookEndpointCreateParams.__annotations__["enabled_events"])
    assert sorted(set(SNAPSHOTS) - set(get_args(known))) == []
    assert [kind for kind in THIN if kind not in _event_classes._V2_EVENT_CLASS_LOOKUP] == []

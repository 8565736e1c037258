"""Payouts: what arrives at the bank is the sum of what Stripe says it is made of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from billing.payments.models import PayoutState
from billing.providers.base import ReportedPayout
from tests.billing.make import make_row
from tests.billing.providers.stripe.stage import StripeStage

pytestmark = pytest.mark.django_db


def paid_out(stage: StripeStage) -> tuple[ReportedPayout, ...]:
    return stage.provider.fetch_payouts(stage.merchant, since=timezone.now() - timedelta(days=1))


def paid(stage: StripeStage, *, order_id: int) -> str:
    attempt = make_row(order_id=order_id)
    stage.provider.start(attempt)
    stage.pay(attempt)
    return str(stage.charge(attempt)["id"])


def test_a_payout_is_the_sum_of_its_lines(stage: StripeStage) -> None:
    refs = [paid(stage, order_id=number) for number in (1, 2, 3)]
    account = stage.fake.accounts[stage.merchant.account_ref]
    refund = stage.fake.refund(account.get("charge", refs[0]), cents=1000)
    dispute = stage.fake.dispute(account.get("charge", refs[1]))
    assert refund is not None
    assert dispute is not None
    made = stage.fake.payout(stage.merchant.account_ref)
    assert made is not None

    (payout,) = paid_out(stage)

    assert (payout.ref, payout.amount_cents, payout.state) == (made["id"], 6700, PayoutState.PENDING)
    assert sorted(
        (one.kind, one.source_ref, one.gross_cents, one.fee_cents, one.net_cents) for one in payout.lines
    ) == sorted(
        [
            *(("charge", ref, 5000, 100, 4900) for ref in refs),
            ("refund", refund["id"], -1000, 0, -1000),
            ("dispute", dispute["id"], -5000, 2000, -7000),
        ]
    )


def test_one_that_comes_back_is_told_and_is_in_the_next(stage: StripeStage) -> None:
    paid(stage, order_id=1)
    first = stage.fake.payout(stage.merchant.account_ref)
    assert first is not None
    stage.fake.payout_fails(first)
    second = stage.fake.payout(stage.merchant.account_ref)
    assert second is not None
    stage.fake.payout_arrives(second)

    assert [(one.state, one.amount_cents, [line.kind for line in one.lines]) for one in paid_out(stage)] == [
        (PayoutState.FAILED, 4900, ["charge"]),
        (PayoutState.PAID, 4900, ["other"]),
    ]


def test_one_that_stripe_still_takes_apart_waits(stage: StripeStage) -> None:
    paid(stage, order_id=1)
    made = stage.fake.payout(stage.merchant.account_ref)
    assert made is not None
    made["reconciliation_status"] = "in_progress"
    assert paid_out(stage) == ()

    made["reconciliation_status"] = "completed"

    assert [one.ref for one in paid_out(stage)] == [made["id"]]


def test_one_that_was_made_by_hand_has_no_lines(stage: StripeStage) -> None:
    paid(stage, order_id=1)
    made = stage.fake.payout(stage.merchant.account_ref)
    assert made is not None
    made |= {"automatic": False, "reconciliation_status": "not_applicable"}

    assert [(one.amount_cents, one.lines) for one in paid_out(stage)] == [(4900, ())]


def test_a_payout_of_many_lines_is_read_to_its_end(stage: StripeStage) -> None:
    paid(stage, order_id=1)
    account = stage.fake.accounts[stage.merchant.account_ref]
    charge = account.all("charge")[0]
    for _ in range(120):
        stage.fake.refund(charge, cents=10)
    stage.fake.payout(stage.merchant.account_ref)

    (payout,) = paid_out(stage)

    assert (len(payout.lines), payout.amount_cents) == (121, 4900 - 1200)
    assert sum(one.net_cents for one in payout.lines) == payout.amount_cents

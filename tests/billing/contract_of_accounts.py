"""What a provider must do at which merchants have accounts: fees, decided disputes, payouts to their banks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from django.utils import timezone

from billing.payments.models import Attempt, Merchant, PayoutLineKind, PayoutState
from billing.providers.base import DisputeState, PaysOut, Provider, ReportedPayout
from tests.billing.contract import Stage
from tests.billing.make import make_row


class PayingProvider(Provider, PaysOut, Protocol):
    pass


class AccountStage(Stage, Protocol):
    provider: PayingProvider

    def know_fee(self, attempt: Attempt) -> None:
        """The provider knows from now on what it keeps of the attempt's charge."""

    def decide_dispute(self, attempt: Attempt, *, won: bool) -> None: ...

    def pay_out(self, merchant: Merchant) -> None:
        """All that lies in the merchant's account is on its way to the bank."""

    def end_payout(self, merchant: Merchant, *, arrived: bool) -> None:
        """The newest payout has arrived, or has come back."""


Promise = Callable[[AccountStage], None]
ACCOUNT_PROMISES: list[Promise] = []


def promise(check: Promise) -> Promise:
    ACCOUNT_PROMISES.append(check)
    return check


def paid(stage: AccountStage, *, order_id: int = 1, amount_cents: int = 5000) -> Attempt:
    attempt = make_row(order_id=order_id, amount_cents=amount_cents)
    stage.provider.start(attempt)
    stage.pay(attempt)
    return attempt


def merchant_of(attempt: Attempt) -> Merchant:
    assert attempt.merchant is not None
    return attempt.merchant


def payouts(stage: AccountStage, attempt: Attempt) -> tuple[ReportedPayout, ...]:
    return stage.provider.fetch_payouts(merchant_of(attempt), since=timezone.now() - timedelta(hours=1))


@promise
def a_fee_is_unknown_at_first_and_then_stays(stage: AccountStage) -> None:
    attempt = paid(stage)
    assert stage.provider.fetch(attempt).charges[0].fee_cents is None
    stage.know_fee(attempt)

    first, again = (stage.provider.fetch(attempt).charges[0].fee_cents for _ in range(2))

    assert first is not None
    assert (0 < first < 5000, again) == (True, first)


@promise
def a_dispute_is_open_until_it_is_won(stage: AccountStage) -> None:
    attempt = paid(stage)
    stage.dispute(attempt)
    before = stage.provider.fetch(attempt).disputes[0]
    stage.decide_dispute(attempt, won=True)

    after = stage.provider.fetch(attempt).disputes[0]

    assert (before.state, after.state) == (DisputeState.OPEN, DisputeState.WON)
    assert (after.ref, after.amount_cents) == (before.ref, 5000)


@promise
def a_dispute_that_is_lost_says_so(stage: AccountStage) -> None:
    attempt = paid(stage)
    stage.dispute(attempt)
    stage.decide_dispute(attempt, won=False)

    found = stage.provider.fetch(attempt).disputes[0]

    assert (found.state, found.amount_cents) == (DisputeState.LOST, 5000)


@promise
def a_payout_is_the_sum_of_its_lines(stage: AccountStage) -> None:
    first, second = paid(stage, order_id=1), paid(stage, order_id=2, amount_cents=2500)
    stage.refund_in_dashboard(second, 1000)
    stage.pay_out(merchant_of(first))

    (found,) = payouts(stage, first)

    charges = [stage.provider.fetch(attempt).charges[0] for attempt in (first, second)]
    (refund,) = stage.provider.fetch(second).refunds
    assert found.amount_cents == sum(line.net_cents for line in found.lines) > 0
    assert all(line.net_cents == line.gross_cents - line.fee_cents for line in found.lines)
    assert sorted((line.kind, line.source_ref, line.gross_cents, line.fee_cents) for line in found.lines) == sorted(
        [
            *((PayoutLineKind.CHARGE, one.ref, one.amount_cents, one.fee_cents) for one in charges),
            (PayoutLineKind.REFUND, refund.ref, -1000, 0),
        ]
    )


@promise
def a_payout_is_on_its_way_and_arrives(stage: AccountStage) -> None:
    attempt = paid(stage)
    stage.pay_out(merchant_of(attempt))
    (before,) = payouts(stage, attempt)
    stage.end_payout(merchant_of(attempt), arrived=True)

    (after,) = payouts(stage, attempt)

    assert (before.state, after.state) == (PayoutState.PENDING, PayoutState.PAID)
    assert (after.ref, after.amount_cents, after.lines) == (before.ref, before.amount_cents, before.lines)


@promise
def a_payout_that_comes_back_lies_in_the_account_again(stage: AccountStage) -> None:
    attempt = paid(stage)
    stage.pay_out(merchant_of(attempt))
    stage.end_payout(merchant_of(attempt), arrived=False)
    stage.pay_out(merchant_of(attempt))

    failed, again = payouts(stage, attempt)

    assert (failed.state, again.state, again.amount_cents) == (
        PayoutState.FAILED,
        PayoutState.PENDING,
        failed.amount_cents,
    )
    assert [(line.kind, line.source_ref, line.net_cents) for line in again.lines] == [
        (PayoutLineKind.OTHER, failed.ref, failed.amount_cents)
    ]


@promise
def what_was_paid_out_is_not_paid_out_again(stage: AccountStage) -> None:
    first = paid(stage, order_id=1)
    stage.pay_out(merchant_of(first))
    paid(stage, order_id=2, amount_cents=2500)
    stage.pay_out(merchant_of(first))

    one, two = payouts(stage, first)

    assert {line.ref for line in one.lines}.isdisjoint(line.ref for line in two.lines)
    assert [line.gross_cents for line in two.lines] == [2500]


@promise
def a_dispute_leaves_the_account_and_comes_back_when_it_is_won(stage: AccountStage) -> None:
    attempt, other = paid(stage, order_id=1), paid(stage, order_id=2, amount_cents=9000)
    stage.dispute(attempt)
    stage.pay_out(merchant_of(attempt))
    stage.decide_dispute(attempt, won=True)
    stage.pay_out(merchant_of(attempt))

    one, two = payouts(stage, other)

    dispute = stage.provider.fetch(attempt).disputes[0]
    assert [
        [(line.source_ref, line.gross_cents) for line in payout.lines if line.kind == PayoutLineKind.DISPUTE]
        for payout in (one, two)
    ] == [[(dispute.ref, -5000)], [(dispute.ref, 5000)]]


@promise
def payouts_are_told_of_their_merchant_and_of_their_time(stage: AccountStage) -> None:
    attempt = paid(stage)
    stage.pay_out(merchant_of(attempt))
    stranger = Merchant.objects.create(
        business_id=4711, provider=merchant_of(attempt).provider, livemode=False, state="active",
        account_ref="acct_stranger", opened_at=timezone.now(), changed_at=timezone.now(),
    )  # fmt: skip

    later = timezone.now() + timedelta(days=1)

    assert stage.provider.fetch_payouts(merchant_of(attempt), since=later) == ()
    assert stage.provider.fetch_payouts(stranger, since=timezone.now() - timedelta(days=1)) == ()

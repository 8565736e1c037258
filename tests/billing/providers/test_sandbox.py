"""The sandbox keeps what every provider promises."""

from __future__ import annotations

import pytest
from django.utils import timezone

from billing.payments.models import Attempt, AttemptState, Merchant
from billing.providers.base import RefundResult
from billing.providers.sandbox import events as sandbox_events
from billing.providers.sandbox import payouts
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxPayout, SandboxRefund
from billing.providers.sandbox.provider import Sandbox
from billing.providers.table import NoSuchProvider, provider
from kreislauf.regions import RegionCard
from tests.billing import outside
from tests.billing.contract import PROMISES, Promise, asked_back, charged
from tests.billing.contract_of_accounts import ACCOUNT_PROMISES
from tests.billing.contract_of_accounts import Promise as AccountPromise
from tests.billing.make import charges_of, make_row, page_of

pytestmark = pytest.mark.django_db


class SandboxStage:
    def __init__(self) -> None:
        self.provider = Sandbox()

    def pay(self, attempt: Attempt) -> None:
        world.pay(page_of(attempt))

    def expire(self, attempt: Attempt) -> None:
        outside.expire(page_of(attempt))

    def refund_in_dashboard(self, attempt: Attempt, amount_cents: int) -> None:
        outside.refund_outside(charges_of(attempt)[0], amount_cents=amount_cents)

    def dispute(self, attempt: Attempt) -> None:
        world.dispute(charges_of(attempt)[0])

    def event(self, attempt: Attempt) -> tuple[dict[str, str], bytes]:
        body = sandbox_events.body_of(schema="r_kiel", key=attempt.key)
        return {sandbox_events.HEADER: sandbox_events.sign(body, at=timezone.now())}, body


class SandboxAccountStage(SandboxStage):
    def know_fee(self, attempt: Attempt) -> None:
        payouts.know_fee(charges_of(attempt)[0])

    def decide_dispute(self, attempt: Attempt, *, won: bool) -> None:
        world.decide_dispute(charges_of(attempt)[0], won=won)

    def pay_out(self, merchant: Merchant) -> None:
        payouts.pay_out(merchant.key)

    def end_payout(self, merchant: Merchant, *, arrived: bool) -> None:
        payouts.end_payout(SandboxPayout.objects.filter(merchant=merchant.key).latest("pk"), arrived=arrived)


@pytest.mark.parametrize("promise", ACCOUNT_PROMISES, ids=lambda promise: promise.__name__)
def test_the_sandbox_keeps_the_contract_of_accounts(in_kiel: RegionCard, promise: AccountPromise) -> None:
    promise(SandboxAccountStage())


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_the_sandbox_keeps_the_contract(in_kiel: RegionCard, promise: Promise) -> None:
    promise(SandboxStage())


@pytest.mark.parametrize(("arrives", "result"), [(True, RefundResult.SUCCEEDED), (False, RefundResult.FAILED)])
def test_a_refund_can_be_on_its_way_until_somebody_decides(
    in_kiel: RegionCard, arrives: bool, result: RefundResult
) -> None:
    stage, attempt = SandboxStage(), make_row()
    stage.provider.start(attempt)
    stage.pay(attempt)
    outside.hold_refunds(charges_of(attempt)[0])
    stage.provider.refund(asked_back(charged(stage, attempt), amount_cents=5000))
    assert stage.provider.fetch(attempt).refunds[0].result is RefundResult.PENDING

    outside.end_refund(SandboxRefund.objects.get(), succeeded=arrives)

    assert stage.provider.fetch(attempt).refunds[0].result is result


def test_an_aborted_page_is_over(in_kiel: RegionCard) -> None:
    stage, attempt = SandboxStage(), make_row()
    stage.provider.start(attempt)
    world.abort(page_of(attempt))

    assert stage.provider.fetch(attempt).state == AttemptState.FAILED


def test_a_provider_is_one_line_in_the_settings(in_kiel: RegionCard) -> None:
    assert isinstance(provider("sandbox"), Sandbox)
    with pytest.raises(NoSuchProvider):
        provider("nirgendwo")

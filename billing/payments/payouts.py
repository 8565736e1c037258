"""What a provider sends to merchants' bank accounts, written down as the provider reports it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q

from billing.ledger.accounts import accounts_of, money, paid_out_of
from billing.ledger.post import open_accounts, post
from billing.payments.fees import record_fee_of_payout
from billing.payments.models import Attempt, Charge, Merchant, Payout, PayoutLineKind, PayoutState
from billing.payments.payout_lines import settle_foreign_lines, write_lines
from billing.payments.schedule import FORGOTTEN_AFTER
from billing.providers.base import PaysOut, ProviderRefused, ReportedPayout
from billing.providers.table import provider
from kreislauf.audit.record import SYSTEM, record
from kreislauf.german import midnight
from kreislauf.house import slices
from kreislauf.soon import soon

EVERY = timedelta(days=1)
WHILE_ON_ITS_WAY = timedelta(hours=6)
WHILE_GONE = timedelta(days=7)
CHANGES_WITHIN = timedelta(days=14)  # a bank may send a payout back days after it had arrived


def sync_payouts(merchant_id: int, *, at: datetime) -> None:
    """Ask the provider, then write down each payout once and book it when it has arrived, or has come back after that.

    Raises ProviderDown, ProviderRefused. Runs outside of transactions, since the provider may take its time.
    """
    merchant = Merchant.objects.get(pk=merchant_id)
    source = provider(merchant.provider)
    if not isinstance(source, PaysOut):
        _ask_again(merchant, None)
        return
    try:
        reported = source.fetch_payouts(merchant, since=_since(merchant))
    except ProviderRefused:
        _ask_again(merchant, _after_refusal(merchant, at=at))
        raise
    for one in reported:
        write_down(merchant, one, at=at)
    _record_fees(merchant, reported, at=at)
    settle_foreign_lines(merchant, at=at)
    Merchant.objects.filter(pk=merchant.pk).update(payouts_checked_at=at)
    on_its_way = merchant.payouts.filter(state=PayoutState.PENDING).exists()
    _ask_again(merchant, at + (WHILE_ON_ITS_WAY if on_its_way else EVERY))


def _after_refusal(merchant: Merchant, *, at: datetime) -> datetime | None:
    """An account that was taken from us may be given back; after half a year nobody asks any more."""
    if merchant.closed_at is None:
        return at + EVERY
    return None if at - merchant.closed_at > FORGOTTEN_AFTER else at + WHILE_GONE


def _since(merchant: Merchant) -> datetime:
    """Two weeks before the newest payout that is known, and before the oldest that is still on its way."""
    found = merchant.payouts.aggregate(
        newest=Max("arrives_on"), oldest=Min("arrives_on", filter=Q(state=PayoutState.PENDING))
    )
    days = [day for day in found.values() if day is not None]
    return (midnight(min(days)) if days else merchant.opened_at) - CHANGES_WITHIN


def sync_payouts_soon(merchant: Merchant, *, at: datetime) -> None:
    """When somebody says that a payout has changed; without the queue the sweeper does it."""
    _ask_again(merchant, at)
    soon("billing.payments.tasks.sync_merchant_payouts", merchant_id=merchant.pk)


def expect_payouts(attempt: Attempt, *, at: datetime) -> None:
    """Money has come in: from now on the sweeper asks whether it was paid out."""
    if attempt.merchant_id is not None and isinstance(provider(attempt.provider), PaysOut):
        unasked = Merchant.objects.filter(pk=attempt.merchant_id, payouts_check_at=None)
        unasked.update(payouts_check_at=at + EVERY)


def _ask_again(merchant: Merchant, check_at: datetime | None) -> None:
    Merchant.objects.filter(pk=merchant.pk).update(payouts_check_at=check_at)


@transaction.atomic
def write_down(merchant: Merchant, found: ReportedPayout, *, at: datetime) -> None:
    """Repeatable: a payout is one row, and moves on only."""
    open_accounts(accounts_of(merchant.pk))
    payout, _is_new = Payout.objects.select_for_update().get_or_create(
        merchant=merchant,
        provider_ref=found.ref,
        defaults={"amount_cents": found.amount_cents, "arrives_on": found.arrives_on, "noticed_at": at},
    )
    if payout.arrives_on != found.arrives_on:
        payout.arrives_on = found.arrives_on
        payout.save(update_fields=["arrives_on"])
    write_lines(payout, found, at=at)
    _move(payout, found, at=at)


def _move(payout: Payout, found: ReportedPayout, *, at: datetime) -> None:
    """Forward only: on its way, arrived, come back. The slices hear of one that came back, once."""
    state = found.state
    before = PayoutState(payout.state)
    steps = [PayoutState.PENDING, PayoutState.PAID, PayoutState.FAILED]
    if steps.index(state) <= steps.index(before):
        return
    payout.state, payout.reason = state, found.reason
    payout.save(update_fields=["state", "reason"])
    if state == PayoutState.PAID:
        _book(f"payout:{payout.pk}", payout, payout.amount_cents, at=at)
    elif before == PayoutState.PAID:
        _book(f"unpaid:{payout.pk}", payout, -payout.amount_cents, at=at)
    record(f"payout.{state}", payout, by=SYSTEM, at=at, amount_cents=payout.amount_cents)
    if state == PayoutState.FAILED:
        for one in slices():
            one.payout_returned(payout)


def _book(key: str, payout: Payout, cents: int, *, at: datetime) -> None:
    """``cents`` to the bank account; below zero, from it."""
    merchant = payout.merchant
    if cents:
        lines = [(paid_out_of(merchant.pk), cents), (money(merchant.provider, merchant.pk), -cents)]
        post(key, at=at, memo=payout.provider_ref, lines=lines)


def _record_fees(merchant: Merchant, reported: Sequence[ReportedPayout], *, at: datetime) -> None:
    """A payout may tell a charge's fee first. A charge that is not known yet brings its fee with it later."""
    by_ref = {
        line.source_ref: line.fee_cents
        for payout in reported
        for line in payout.lines
        if line.kind == PayoutLineKind.CHARGE
    }
    unknown = Charge.objects.filter(attempt__merchant=merchant, fee_cents=None, provider_ref__in=by_ref)
    for charge in unknown.select_related("attempt").order_by("pk"):
        record_fee_of_payout(charge, by_ref[charge.provider_ref], at=at)

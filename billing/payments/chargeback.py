"""Chargebacks: money refunded in the provider's dashboard, or claimed back by the buyer's bank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from billing.ledger.accounts import OVERPAYMENT, money, through
from billing.ledger.post import post
from billing.payments.fees import record_dispute_fee
from billing.payments.models import Attempt, Charge, Chargeback, ChargebackKind, Refund
from billing.providers.base import DisputeState, ProviderState, RefundResult, ReportedRefund
from kreislauf.audit.record import SYSTEM, record
from kreislauf.house import purpose


def record_chargebacks(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
    """Book each loss once, and once more what came back because a dispute was won.

    The slice hears of both if the order had taken the charge; surplus only becomes less or more. Of a dispute that was
    won before we heard of it, it hears nothing: nothing is gone.
    """
    charges = {charge.provider_ref: charge for charge in attempt.charges.all()}
    known = {(row.how, row.provider_ref): row for row in Chargeback.objects.filter(charge__attempt=attempt)}
    for refund in _outside_refunds(reported):
        if (ChargebackKind.REFUND, refund.ref) not in known:
            charge = charges[refund.charge_ref]
            _write_down(attempt, charge, ChargebackKind.REFUND, refund.ref, refund.amount_cents, at=at)
    for dispute in reported.disputes:
        row = known.get((ChargebackKind.DISPUTE, dispute.ref))
        is_old = row is not None
        is_won = dispute.state is DisputeState.WON
        if row is None:
            charge, how = charges[dispute.charge_ref], ChargebackKind.DISPUTE
            row = _write_down(attempt, charge, how, dispute.ref, dispute.amount_cents, at=at, notify=not is_won)
        record_dispute_fee(attempt, row, dispute.fee_cents, at=at)
        _decide(attempt, row, dispute.state, at=at, notify=is_old)


def charged_back_cents(reported: ProviderState, charge_ref: str) -> int:
    """What is gone of a charge. A dispute that was won took nothing."""
    refunded = sum(one.amount_cents for one in _outside_refunds(reported) if one.charge_ref == charge_ref)
    disputed = [one for one in reported.disputes if one.charge_ref == charge_ref and one.state != DisputeState.WON]
    return refunded + sum(dispute.amount_cents for dispute in disputed)


def _outside_refunds(reported: ProviderState) -> Iterator[ReportedRefund]:
    ours = _our_keys(reported)
    for refund in reported.refunds:
        if refund.result is RefundResult.SUCCEEDED and refund.key not in ours:
            yield refund


def _our_keys(reported: ProviderState) -> set[str]:
    named = [refund.key for refund in reported.refunds if _is_uuid(refund)]
    return {str(key) for key in Refund.objects.filter(key__in=named).values_list("key", flat=True)}


def _is_uuid(refund: ReportedRefund) -> bool:
    try:
        return str(UUID(refund.key)) == refund.key
    except ValueError:
        return False


def _write_down(
    attempt: Attempt, charge: Charge, how: ChargebackKind, ref: str, cents: int, *, at: datetime, notify: bool = True
) -> Chargeback:
    loss = Chargeback.objects.create(charge=charge, how=how, provider_ref=ref, amount_cents=cents, noticed_at=at)
    _book(f"taken-back:{loss.pk}", attempt, charge, cents, at=at)
    record(f"payment.charged_back.{how}", attempt, by=SYSTEM, at=at, amount_cents=cents, charge=charge.provider_ref)
    if charge.taken and notify:
        purpose(attempt.purpose).charged_back(attempt.order_id, amount_cents=cents, at=at)
    return loss


def _decide(attempt: Attempt, loss: Chargeback, state: DisputeState, *, at: datetime, notify: bool) -> None:
    if state is DisputeState.OPEN or loss.won_at or loss.lost_at:
        return
    charge, cents, is_won = loss.charge, loss.amount_cents, state is DisputeState.WON
    setattr(loss, "won_at" if is_won else "lost_at", at)
    loss.save(update_fields=["won_at", "lost_at"])
    record(f"payment.dispute_{state}", attempt, by=SYSTEM, at=at, amount_cents=cents, charge=charge.provider_ref)
    if is_won:
        _book(f"won:{loss.pk}", attempt, charge, -cents, at=at)
        if charge.taken and notify:
            purpose(attempt.purpose).recovered(attempt.order_id, amount_cents=cents, at=at)


def _book(key: str, attempt: Attempt, charge: Charge, cents: int, *, at: datetime) -> None:
    """``cents`` that leave a charge; below zero, they come back."""
    lines = [
        (through(attempt.purpose) if charge.taken else OVERPAYMENT, cents),
        (money(attempt.provider, attempt.merchant_id), -cents),
    ]
    post(key, at=at, memo=attempt.title, lines=lines)

"""Chargebacks: money refunded in the provider's dashboard, or claimed back by the buyer's bank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from billing.ledger.accounts import OVERPAYMENT, money, through
from billing.ledger.post import post
from billing.payments.models import Attempt, Charge, Chargeback, ChargebackKind, Refund
from billing.providers.base import ProviderState, RefundResult, ReportedRefund
from kreislauf.audit.record import SYSTEM, record
from kreislauf.house import purpose


def record_chargebacks(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
    """Book each loss once. The slice hears of it if the order had taken the charge; surplus only becomes less."""
    charges = {charge.provider_ref: charge for charge in attempt.charges.all()}
    known = set(Chargeback.objects.filter(charge__attempt=attempt).values_list("how", "provider_ref"))
    for how, ref, charge_ref, cents in _losses(reported):
        if (how, ref) not in known:
            _write_down(attempt, charges[charge_ref], how=how, ref=ref, cents=cents, at=at)


def charged_back_cents(reported: ProviderState, charge_ref: str) -> int:
    return sum(cents for _how, _ref, of_charge, cents in _losses(reported) if of_charge == charge_ref)


def _losses(reported: ProviderState) -> Iterator[tuple[ChargebackKind, str, str, int]]:
    ours = _our_keys(reported)
    for refund in reported.refunds:
        if refund.result is RefundResult.SUCCEEDED and refund.key not in ours:
            yield ChargebackKind.REFUND, refund.ref, refund.charge_ref, refund.amount_cents
    for dispute in reported.disputes:
        yield ChargebackKind.DISPUTE, dispute.ref, dispute.charge_ref, dispute.amount_cents


def _our_keys(reported: ProviderState) -> set[str]:
    named = [refund.key for refund in reported.refunds if _is_uuid(refund)]
    return {str(key) for key in Refund.objects.filter(key__in=named).values_list("key", flat=True)}


def _is_uuid(refund: ReportedRefund) -> bool:
    try:
        return str(UUID(refund.key)) == refund.key
    except ValueError:
        return False


def _write_down(attempt: Attempt, charge: Charge, *, how: ChargebackKind, ref: str, cents: int, at: datetime) -> None:
    loss = Chargeback.objects.create(charge=charge, how=how, provider_ref=ref, amount_cents=cents, noticed_at=at)
    post(
        f"taken-back:{loss.pk}",
        at=at,
        memo=attempt.title,
        lines=[
            (through(attempt.purpose) if charge.taken else OVERPAYMENT, cents),
            (money(attempt.provider, attempt.merchant_id), -cents),
        ],
    )
    record(f"payment.charged_back.{how}", attempt, by=SYSTEM, at=at, amount_cents=cents, charge=charge.provider_ref)
    if charge.taken:
        purpose(attempt.purpose).charged_back(attempt.order_id, amount_cents=cents, at=at)

"""Money that left without us: refunded in the provider's dashboard, or fetched back by the buyer's bank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from billing.ledger.accounts import SURPLUS, money, through
from billing.ledger.post import post
from billing.payments.models import Attempt, Charge, Refund, TakenBack, TakenBackHow
from billing.providers.base import RefundResult, RefundTruth, Truth
from kreislauf.audit.record import SYSTEM, record
from kreislauf.house import purpose


def notice_taken_back(attempt: Attempt, truth: Truth, *, at: datetime) -> None:
    """Write down each such loss once. What the order took is taken back from it; surplus is merely less then."""
    charges = {charge.provider_ref: charge for charge in attempt.charges.all()}
    known = set(TakenBack.objects.filter(charge__attempt=attempt).values_list("how", "provider_ref"))
    for how, ref, charge_ref, cents in _losses(truth):
        if (how, ref) not in known:
            _write_down(attempt, charges[charge_ref], how=how, ref=ref, cents=cents, at=at)


def cents_taken_back(truth: Truth, charge_ref: str) -> int:
    return sum(cents for _how, _ref, of_charge, cents in _losses(truth) if of_charge == charge_ref)


def _losses(truth: Truth) -> Iterator[tuple[TakenBackHow, str, str, int]]:
    ours = _our_keys(truth)
    for refund in truth.refunds:
        if refund.result is RefundResult.SUCCEEDED and refund.key not in ours:
            yield TakenBackHow.REFUND, refund.ref, refund.charge_ref, refund.amount_cents
    for dispute in truth.disputes:
        yield TakenBackHow.DISPUTE, dispute.ref, dispute.charge_ref, dispute.amount_cents


def _our_keys(truth: Truth) -> set[str]:
    named = [refund.key for refund in truth.refunds if _is_uuid(refund)]
    return {str(key) for key in Refund.objects.filter(key__in=named).values_list("key", flat=True)}


def _is_uuid(refund: RefundTruth) -> bool:
    try:
        return str(UUID(refund.key)) == refund.key
    except ValueError:
        return False


def _write_down(attempt: Attempt, charge: Charge, *, how: TakenBackHow, ref: str, cents: int, at: datetime) -> None:
    loss = TakenBack.objects.create(charge=charge, how=how, provider_ref=ref, amount_cents=cents, noticed_at=at)
    post(
        f"taken-back:{loss.pk}",
        at=at,
        memo=attempt.title,
        lines=[
            (through(attempt.purpose) if charge.taken else SURPLUS, cents),
            (money(attempt.provider), -cents),
        ],
    )
    record(f"payment.taken_back.{how}", attempt, by=SYSTEM, at=at, amount_cents=cents, charge=charge.provider_ref)
    if charge.taken:
        purpose(attempt.purpose).taken_back(attempt.order_id, amount_cents=cents, at=at)

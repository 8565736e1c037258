"""A refund of ours has arrived, or has failed."""

from __future__ import annotations

from datetime import datetime

from billing.ledger.accounts import OVERPAYMENT, money, through
from billing.ledger.post import post
from billing.payments.models import Attempt, Refund, RefundState
from billing.providers.base import ProviderState, RefundResult
from kreislauf.audit.record import SYSTEM, record
from kreislauf.house import purpose


def settle_refunds(attempt: Attempt, reported: ProviderState, *, at: datetime) -> None:
    """Finish those that the provider says are decided, with the order's payments locked."""
    results = {refund.key: refund for refund in reported.refunds}
    for refund in Refund.objects.in_flight().filter(charge__attempt=attempt).select_related("charge"):
        found = results.get(str(refund.key))
        if found is not None and found.result is not RefundResult.PENDING:
            refund.provider_ref = found.ref
            settle_refund(attempt, refund, succeeded=found.result is RefundResult.SUCCEEDED, at=at)


def settle_refund(attempt: Attempt, refund: Refund, *, succeeded: bool, at: datetime) -> None:
    """The refund's end, with the order's payments locked: book the money that left, and tell the slice either way."""
    refund.state = RefundState.SUCCEEDED if succeeded else RefundState.FAILED
    refund.settled_at, refund.check_at = at, None
    refund.save(update_fields=["state", "settled_at", "check_at", "provider_ref"])
    if succeeded:
        post(
            f"refund:{refund.pk}",
            at=at,
            memo=attempt.title,
            lines=[
                (through(attempt.purpose) if refund.charge.taken else OVERPAYMENT, refund.amount_cents),
                (money(attempt.provider, attempt.merchant_id), -refund.amount_cents),
            ],
        )
    record(f"refund.{refund.state}", refund, by=SYSTEM, at=at, amount_cents=refund.amount_cents)
    if refund.subject_id is not None:
        finish = purpose(attempt.purpose).refunded
        finish(refund.subject_id, amount_cents=refund.amount_cents, succeeded=succeeded, at=at)
